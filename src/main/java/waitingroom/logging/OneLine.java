package waitingroom.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message of an event on one line; {@code logback.xml} names it. */
public final class OneLine extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String message = super.convert(event);
    return message == null ? "null" : Escapes.of(message); // Akka logs failures without one
  }
}
