package waitingroom.trace;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the OpenTelemetry SDK says through {@code java.util.logging} into our log, so that a
 * collector that cannot be reached is seen there. The SDK itself limits how often it says so.
 */
final class SdkLog extends Handler {
  private static final Logger log = LoggerFactory.getLogger(Traces.class);

  /** Kept here, because the JDK forgets loggers that nobody holds, with their handlers. */
  private static final java.util.logging.Logger SDK =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final SimpleFormatter format = new SimpleFormatter();

  /** Begins, if it has not yet. */
  static synchronized void begin() {
    if (SDK.getHandlers().length == 0) {
      SDK.setUseParentHandlers(false);
      SDK.addHandler(new SdkLog());
    }
  }

  @Override
  public void publish(LogRecord line) {
    String cause = line.getThrown() == null ? "" : " (" + line.getThrown() + ")";
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      log.warn("OpenTelemetry: {}{}", format.formatMessage(line), cause);
    } else {
      log.debug("OpenTelemetry: {}{}", format.formatMessage(line), cause);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
