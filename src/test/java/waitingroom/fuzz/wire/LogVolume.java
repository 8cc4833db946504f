package waitingroom.fuzz.wire;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/** Counts what this JVM logs, and keeps the longest line. */
final class LogVolume extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  /** A stack trace counts as this many characters. */
  private static final int TRACE_CHARS = 2_000;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final AtomicInteger lines = new AtomicInteger();
  private final AtomicReference<String> longest = new AtomicReference<>("");

  LogVolume() {
    setContext(root.getLoggerContext());
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.incrementAndGet();
    IThrowableProxy thrown = event.getThrowableProxy();
    String line =
        event.getFormattedMessage()
            + (thrown == null ? "" : " " + thrown.getMessage() + "x".repeat(TRACE_CHARS));
    longest.accumulateAndGet(line, (one, other) -> other.length() > one.length() ? other : one);
  }

  int lines() {
    return lines.get();
  }

  String longest() {
    return Objects.requireNonNullElse(longest.get(), "");
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
