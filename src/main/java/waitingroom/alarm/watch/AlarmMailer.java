package waitingroom.alarm.watch;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.pattern.Patterns;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.alarm.AlarmBoard;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.AlarmSetting;

/**
 * E-mails each change of an alarm's state to the addresses of its definition. An unavailable mail
 * server is retried for an hour with growing pauses; older news is useless and only logged.
 */
final class AlarmMailer {
  private static final Logger log = LoggerFactory.getLogger(AlarmMailer.class);
  private static final Duration NEWS_MAX = Duration.ofHours(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

  private final ActorSystem<?> system;
  private final Executor blocking;
  private final AlarmBoard board;
  private final MailSender mailSender;
  private final Duration firstPause;
  private final Clock clock;

  AlarmMailer(
      ActorSystem<?> system,
      AlarmBoard board,
      MailSender mailSender,
      Duration firstPause,
      Clock clock) {
    this.system = system;
    this.blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    this.board = board;
    this.mailSender = mailSender;
    this.firstPause = firstPause;
    this.clock = clock;
  }

  /** Sends the e-mails; the stage never fails. */
  CompletionStage<Done> tell(AlarmsSet change) {
    CompletionStage<Done> all = CompletableFuture.completedStage(Done.getInstance());
    for (AlarmSetting setting : change.alarms()) {
      Optional<MailSender.Mail> mail = mail(setting, change.atMillis());
      if (mail.isPresent()) {
        all = all.thenCompose(done -> deliver(setting, mail.get(), firstPause));
      }
    }
    return all;
  }

  private Optional<MailSender.Mail> mail(AlarmSetting setting, long atMillis) {
    Instant at = Instant.ofEpochMilli(atMillis);
    List<String> to =
        board
            .find(setting.name().value())
            .flatMap(alarm -> Optional.ofNullable(alarm.definition()))
            .map(AlarmDefinition::emails)
            .orElse(List.of());
    if (to.isEmpty() || tooOld(at)) {
      return Optional.empty();
    }
    String reason = setting.reason();
    return Optional.of(
        new MailSender.Mail(
            to,
            "[waiting room] " + setting.state() + ": " + setting.name(),
            "The alarm \"%s\" has been %s since %s.\n%s\n"
                .formatted(setting.name(), setting.state(), at, reason == null ? "" : reason + "."),
            at));
  }

  private boolean tooOld(Instant at) {
    return clock.instant().isAfter(at.plus(NEWS_MAX));
  }

  private CompletionStage<Done> deliver(
      AlarmSetting setting, MailSender.Mail mail, Duration pause) {
    return CompletableFuture.supplyAsync(() -> send(mail), blocking)
        .<CompletionStage<Done>>handle(
            (done, failure) -> {
              if (failure == null) {
                log.info("Alarm e-mail sent: alarm={} state={}", setting.name(), setting.state());
                return CompletableFuture.completedStage(done);
              }
              return again(setting, mail, pause, failure);
            })
        .thenCompose(next -> next);
  }

  private Done send(MailSender.Mail mail) {
    try {
      mailSender.send(mail);
      return Done.getInstance();
    } catch (MessagingException | IOException e) {
      throw new CompletionException(e);
    }
  }

  private CompletionStage<Done> again(
      AlarmSetting setting, MailSender.Mail mail, Duration pause, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean refused = cause instanceof SendFailedException partly && sentToSome(partly);
    if (refused || tooOld(mail.at().plus(pause.negated()))) {
      log.error(
          "Alarm e-mail not sent to all recipients: alarm={} state={} cause={}",
          setting.name(),
          setting.state(),
          cause.toString());
      return CompletableFuture.completedStage(Done.getInstance());
    }
    log.warn(
        "Cannot reach the mail server, will retry: alarm={} pause={} cause={}",
        setting.name(),
        pause,
        cause.toString());
    Duration longer = pause.multipliedBy(2);
    return Patterns.after(
        pause,
        system,
        () -> deliver(setting, mail, longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer));
  }

  /** A retry would send the message again to recipients that already have it. */
  private static boolean sentToSome(SendFailedException failure) {
    return failure.getValidSentAddresses() != null && failure.getValidSentAddresses().length > 0;
  }
}
