package waitingroom.testkit;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The log of a JVM that runs tests: everything goes to a file, so that a run without failures
 * prints none of it, and the latest lines stay in memory for {@link FailedTestLog}, which prints
 * those of a test that failed.
 *
 * <p>Test classes of one JVM run one after the other, so the lines since the last test ended belong
 * to this one, whatever thread or actor system wrote them.
 */
public final class TestLog extends FileAppender<ILoggingEvent> {
  private static final int LINES_MAX = 200;
  private static final Deque<String> LATEST = new ArrayDeque<>();

  @Override
  protected void subAppend(ILoggingEvent event) {
    super.subAppend(event);
    remember(new String(getEncoder().encode(event), StandardCharsets.UTF_8));
  }

  private static synchronized void remember(String line) {
    LATEST.addLast(line);
    if (LATEST.size() > LINES_MAX) {
      LATEST.removeFirst();
    }
  }

  /** Takes the lines that were written since the last call, of many the latest 200. */
  static synchronized String take() {
    String lines = String.join("", LATEST);
    LATEST.clear();
    return lines;
  }
}
