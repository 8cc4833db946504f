package waitingroom.alarm.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How alarms are watched.
 *
 * @param period how often the figures are looked at
 * @param keepHistory how long changes of states are kept
 * @param smtp empty: nobody is told by e-mail
 */
public record MonitorSettings(Duration period, Duration keepHistory, Optional<SmtpSettings> smtp) {}
