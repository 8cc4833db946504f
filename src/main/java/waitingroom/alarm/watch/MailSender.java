package waitingroom.alarm.watch;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** SMTP client. Blocks for up to half a minute. */
final class MailSender {
  private static final String TIMEOUT_MILLIS = "10000";

  private final SmtpSettings settings;

  MailSender(SmtpSettings settings) {
    this.settings = settings;
  }

  /** An e-mail. */
  record Mail(List<String> to, String subject, String text, Instant at) {}

  /**
   * Sends an e-mail.
   *
   * @throws MessagingException if the server cannot be reached or refuses
   * @throws IOException if the password file cannot be read
   */
  void send(Mail mail) throws MessagingException, IOException {
    Session session = Session.getInstance(properties(), authenticator());
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(settings.from()));
    for (String address : mail.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
    }
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setText(mail.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(mail.at()));
    // Keeps auto-responders from replying (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    Transport.send(message);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.startTls()));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  private @Nullable Authenticator authenticator() throws IOException {
    if (settings.user().isEmpty() || settings.passwordFile().isEmpty()) {
      return null;
    }
    PasswordAuthentication login =
        new PasswordAuthentication(
            settings.user().get(), Files.readString(settings.passwordFile().get()).strip());
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return login;
      }
    };
  }
}
