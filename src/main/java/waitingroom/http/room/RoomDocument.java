package waitingroom.http.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.MergePatch;
import waitingroom.room.Counters;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;

/** A room as the rooms API shows it, and its settings as the rooms API takes them. */
record RoomDocument(
    @JsonProperty("event_id") String eventId,
    String state,
    long epoch,
    RoomSettings settings,
    CountersDocument counters) {

  /**
   * All counters, under their names of contract 3.1.
   *
   * @param activeTokens null: the room could not count them in time
   */
  record CountersDocument(
      @JsonProperty("queue_counter") long queue,
      @JsonProperty("serving_counter") long serving,
      @JsonProperty("token_counter") long token,
      @JsonProperty("expired_queue_counter") long expiredQueue,
      @JsonProperty("completed_counter") long completed,
      @JsonProperty("abandoned_counter") long abandoned,
      @JsonProperty("waiting_num") long waiting,
      @JsonProperty("active_tokens") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Long activeTokens) {}

  /**
   * A room in the list of all.
   *
   * @param waiting null: the room is starting
   */
  record Summary(
      @JsonProperty("event_id") String eventId,
      String state,
      @JsonProperty("waiting_num") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Long waiting) {}

  /** The list of all rooms. */
  record Listing(List<Summary> rooms) {}

  private static final MergePatch<RoomSettings> SETTINGS =
      new MergePatch<>(RoomSettings.class, "setting");

  static RoomDocument of(RoomStatus status, @Nullable Long activeTokens) {
    Counters c = status.counters();
    return new RoomDocument(
        status.room().value(),
        state(status),
        status.epoch(),
        status.ownSettings(),
        new CountersDocument(
            c.queue(),
            c.serving(),
            c.token(),
            c.expiredQueue(),
            c.completed(),
            c.abandoned(),
            c.waiting(),
            activeTokens));
  }

  static Summary summary(RoomStatus status) {
    return new Summary(status.room().value(), state(status), status.counters().waiting());
  }

  /** A room that has not reported since this node started. */
  static Summary starting(RoomId room) {
    return new Summary(room.value(), "starting", null);
  }

  private static String state(RoomStatus status) {
    return status.phase().name().toLowerCase(Locale.ROOT);
  }

  /** The settings in a body, those of {@code base} where members are missing. */
  static RoomSettings settings(byte[] body, RoomSettings base) {
    ObjectNode all = SETTINGS.over(body, base);
    JsonNode inlet = all.get("inlet");
    if (!inlet.isObject()) {
      throw HttpRefusal.badRequest("The setting inlet must be an object with a strategy");
    }
    RoomSettings settings = SETTINGS.read(all);
    inlet.properties().forEach(one -> SETTINGS.refuseNull("inlet." + one.getKey(), one.getValue()));
    return settings;
  }
}
