package waitingroom.event.webhook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.event.JournalPosition;

/** Where a dead letter stands among those of its subscription. */
public record DeadLetterKey(JournalPosition place, String event) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,10})\\.(.{1,200})");

  /** The key as a text for the next page. */
  public String text() {
    return place.sequenceNr() + "." + place.index() + "." + event;
  }

  /** The key of that text, or empty when it is none. */
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
