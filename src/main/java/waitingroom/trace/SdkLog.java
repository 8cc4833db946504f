package waitingroom.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the OpenTelemetry SDK's {@code java.util.logging} records to our log, so that an
 * unreachable collector shows there. Each SDK logger is limited to one record per ten seconds:
 * under load the SDK would report every dropped batch.
 */
final class SdkLog extends Handler {
  private static final Logger log = LoggerFactory.getLogger(Traces.class);

  /**
   * Held here because the JDK garbage-collects unreferenced loggers together with their handlers.
   */
  private static final java.util.logging.Logger SDK =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<String, Long> heard = new ConcurrentHashMap<>();
  private final SimpleFormatter format = new SimpleFormatter();

  /** Starts copying, once. */
  static synchronized void begin() {
    if (SDK.getHandlers().length == 0) {
      SDK.setUseParentHandlers(false);
      SDK.addHandler(new SdkLog());
    }
  }

  @Override
  public void publish(LogRecord line) {
    String cause = line.getThrown() == null ? "" : " (" + line.getThrown() + ")";
    boolean warning = line.getLevel().intValue() >= Level.WARNING.intValue();
    if (warning && due(String.valueOf(line.getLoggerName()))) {
      log.warn("OpenTelemetry: {}{}", format.formatMessage(line), cause);
    } else {
      log.debug("OpenTelemetry: {}{}", format.formatMessage(line), cause);
    }
  }

  private boolean due(String part) {
    long now = System.nanoTime();
    Long last = heard.get(part);
    boolean due = last == null || now - last >= PAUSE_NANOS;
    if (due) {
      heard.put(part, now);
    }
    return due;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
