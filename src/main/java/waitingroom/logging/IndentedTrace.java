package waitingroom.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/**
 * The stack trace of an event, indented: a message of several lines in it cannot look like an event
 * of its own. {@code logback.xml} names it.
 */
public final class IndentedTrace extends ThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(thrown)
        .lines()
        .map(line -> "  " + Escapes.of(line) + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
