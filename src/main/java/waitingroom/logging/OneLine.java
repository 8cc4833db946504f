package waitingroom.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The message of an event on one line; {@code logback.xml} names it. Cut after 2,000 characters,
 * which no text of a stranger or a slip of an operator makes longer.
 */
public final class OneLine extends MessageConverter {
  static final int CHARS_MAX = 2_000;

  @Override
  public String convert(ILoggingEvent event) {
    String message = super.convert(event);
    if (message == null) {
      return "null"; // Akka logs failures without one
    }
    return message.length() <= CHARS_MAX
        ? Escapes.of(message)
        : Escapes.of(message.substring(0, CHARS_MAX))
            + " ... (%s characters in all)".formatted(message.length());
  }
}
