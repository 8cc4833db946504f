package waitingroom.http.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import waitingroom.room.RoomSettings;
import waitingroom.schedule.Planned;
import waitingroom.schedule.ScheduledEvent;

/**
 * An event as the API shows it.
 *
 * @param stage ahead, prequeue, running or over
 */
record EventDocument(
    String id,
    long number,
    @JsonUnwrapped EventMembers members,
    String stage,
    @JsonProperty("created_on") String createdOn,
    @JsonProperty("modified_on") String modifiedOn) {

  /** All events of a room, in order of their begin. */
  record Listing(List<EventDocument> events) {}

  /** An event with what holds while it runs. */
  record Details(
      @JsonUnwrapped EventDocument event,
      @JsonProperty("effective_settings") RoomSettings effectiveSettings) {}

  /**
   * Preview of a time, as the schedule is now.
   *
   * @param phase idle, prequeue or running
   * @param eventId empty: none
   */
  record Preview(
      String time, String phase, @JsonProperty("event_id") String eventId, RoomSettings settings) {}

  static EventDocument of(Planned planned) {
    ScheduledEvent event = planned.event();
    return new EventDocument(
        event.id(),
        event.number(),
        EventMembers.of(event),
        planned.stage().text(),
        EventMembers.text(event.createdOn()),
        EventMembers.text(event.modifiedOn()));
  }
}
