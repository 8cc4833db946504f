package waitingroom.alarm.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of alarm watching.
 *
 * @param period between two readings of the figures
 * @param keepHistory retention of state changes
 * @param smtp empty: no e-mails
 */
public record MonitorSettings(Duration period, Duration keepHistory, Optional<SmtpSettings> smtp) {}
