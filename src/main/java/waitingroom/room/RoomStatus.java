package waitingroom.room;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import waitingroom.schedule.Sale;
import waitingroom.store.CborSerializable;

/**
 * Status of a room, published to every node.
 *
 * @param revision grows with every persisted event, so that an older status never replaces a newer
 *     one
 * @param epoch number of times the room was opened or reset; request ids of older epochs are
 *     unknown
 * @param settings what holds now
 * @param settingsVersion grows with every change of the room's own settings
 * @param configured the room's own settings; null: they hold now
 * @param sale the event that is under way or comes next, and the draws; null: the room never had an
 *     event
 */
public record RoomStatus(
    RoomId room,
    long revision,
    Phase phase,
    long epoch,
    RoomSettings settings,
    long settingsVersion,
    Counters counters,
    @Nullable RoomSettings configured,
    @Nullable Sale sale)
    implements CborSerializable {
  /** A room that never had an event. */
  public RoomStatus(
      RoomId room,
      long revision,
      Phase phase,
      long epoch,
      RoomSettings settings,
      long settingsVersion,
      Counters counters) {
    this(room, revision, phase, epoch, settings, settingsVersion, counters, null, null);
  }

  /** The room's own settings, whatever holds now. */
  public RoomSettings ownSettings() {
    return Objects.requireNonNullElse(configured, settings);
  }

  /** The event that is under way; null: none. */
  public Sale.@Nullable Current eventUnderWay() {
    Sale.Current event = sale == null ? null : sale.event();
    return event != null && event.stage().isUnderWay() ? event : null;
  }

  /** True when nobody is called because an event has not started yet. */
  public boolean isHeld() {
    Sale.Current event = eventUnderWay();
    return event != null && event.stage().holds();
  }
}
