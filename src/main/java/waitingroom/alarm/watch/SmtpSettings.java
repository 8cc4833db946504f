package waitingroom.alarm.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Mail server for alarm e-mails.
 *
 * @param from sender address
 * @param user empty: no authentication
 * @param passwordFile read again for each message
 * @param startTls true: the connection must be encrypted
 */
public record SmtpSettings(
    String host,
    int port,
    String from,
    Optional<String> user,
    Optional<Path> passwordFile,
    boolean startTls) {}
