package waitingroom.event.webhook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.event.JournalPosition;

/** Sort key of a dead letter within its subscription. */
public record DeadLetterKey(JournalPosition place, String event) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,10})\\.(.{1,200})");

  /** Text form, used as a page token. */
  public String text() {
    return place.sequenceNr() + "." + place.index() + "." + event;
  }

  /** Parses the result of {@link #text}. */
  public static Optional<DeadLetterKey> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(2)) > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    JournalPosition place =
        new JournalPosition(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    return Optional.of(new DeadLetterKey(place, matcher.group(3)));
  }
}
