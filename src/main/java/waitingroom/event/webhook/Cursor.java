package waitingroom.event.webhook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventFeed;

/**
 * How far a subscription has been told.
 *
 * @param failing the event that could not be delivered yet, if there is one
 */
public record Cursor(EventFeed.Start start, @Nullable Failing failing) {

  /**
   * An event that could not be delivered yet.
   *
   * @param event its id
   * @param sinceMillis epoch milliseconds of the first try that failed
   * @param failure why the last one did
   */
  public record Failing(String event, long sinceMillis, String failure) {}

  /** Since when that event has been tried in vain. */
  Optional<Failing> failing(String event) {
    return Optional.ofNullable(failing).filter(one -> one.event().equals(event));
  }
}
