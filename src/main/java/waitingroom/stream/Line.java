package waitingroom.stream;

import akka.util.ByteString;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.AdmissionRate;
import waitingroom.room.Phase;
import waitingroom.room.RoomStatus;
import waitingroom.schedule.Sale;

/** The message for everybody who listens to a room. */
record Line(long epoch, long revision, Content content) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The data of the event.
   *
   * @param state open, paused or closed
   * @param phase of the event that is under way; null: none
   * @param startsAt when people are called, epoch seconds; null: no event is under way
   * @param pace null when unknown
   */
  record Content(
      @JsonProperty("serving_counter") long serving,
      @JsonProperty("waiting_num") long waiting,
      String state,
      String message,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String phase,
      @JsonProperty("starts_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long startsAt,
      @Nullable Pace pace) {

    /** Whether only the pace differs, which changes all the time. */
    boolean differsInPaceAlone(Content other) {
      return new Content(serving, waiting, state, message, phase, startsAt, other.pace)
          .equals(other);
    }
  }

  /** People called per minute, in all of the last minutes, the slower and the quicker of them. */
  record Pace(@JsonProperty("per_minute") double perMinute, double slow, double quick) {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double HUNDRED = 100;

    static Pace of(AdmissionRate rate) {
      return new Pace(perMinute(rate.mean()), perMinute(rate.slow()), perMinute(rate.quick()));
    }

    private static double perMinute(double perSecond) {
      return Math.round(perSecond * SECONDS_PER_MINUTE * HUNDRED) / HUNDRED;
    }
  }

  static Line of(RoomStatus status, @Nullable AdmissionRate rate) {
    Sale.Current event = status.eventUnderWay();
    return new Line(
        status.epoch(),
        status.revision(),
        new Content(
            status.counters().serving(),
            status.counters().waiting(),
            state(status),
            status.settings().message(),
            event == null ? null : event.stage().text(),
            event == null ? null : event.starts(),
            rate == null ? null : Pace.of(rate)));
  }

  private static String state(RoomStatus status) {
    return status.phase() == Phase.OPEN && status.settings().paused()
        ? "paused"
        : status.phase().name().toLowerCase(Locale.ROOT);
  }

  /** The line as an event of the stream. */
  ByteString text() {
    try {
      return ByteString.fromString(
          "event: line\nid: "
              + epoch
              + "."
              + revision
              + "\ndata: "
              + JSON.writeValueAsString(content)
              + "\n\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
