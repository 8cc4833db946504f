package waitingroom.event.webhook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventFeed;

/**
 * Delivery progress of a subscription.
 *
 * @param failing null: no event is failing
 */
public record Cursor(EventFeed.Start start, @Nullable Failing failing) {

  /**
   * An event whose delivery keeps failing.
   *
   * @param event its id
   * @param sinceMillis epoch milliseconds of the first failed attempt
   * @param failure cause of the last one
   */
  public record Failing(String event, long sinceMillis, String failure) {}

  /** The failure of this event, if it is the failing one. */
  Optional<Failing> failing(String event) {
    return Optional.ofNullable(failing).filter(one -> one.event().equals(event));
  }
}
