package waitingroom.http.room;

import static waitingroom.http.route.Endpoint.modern;

import akka.Done;
import akka.NotUsed;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.alarm.AlarmBoard;
import waitingroom.http.alarm.ToldAlarms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.LiveEvents;
import waitingroom.http.route.StreamLeases;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.stream.ActiveTokens;
import waitingroom.stream.Streams;

/** The current state of all rooms and alarms as Server-Sent Events, for the panel. */
public final class LiveRoomsApi {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Silent ticks after which an empty list shows that the connection is alive. */
  private static final int SILENT_TICKS_MAX = 5;

  private static final Role ROLE = Role.VIEWER;

  private final StatusBoard board;
  private final AlarmBoard alarms;
  private final Streams streams;
  private final StreamLeases leases;
  private final Clock clock;

  public LiveRoomsApi(
      StatusBoard board, AlarmBoard alarms, Streams streams, StreamLeases leases, Clock clock) {
    this.board = board;
    this.alarms = alarms;
    this.streams = streams;
    this.leases = leases;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("GET", "/rooms/live", ROLE, this::live));
  }

  /** The data of an event about rooms. */
  record Document(String at, List<RoomDocument> rooms) {}

  private CompletionStage<HttpResponse> live(Exchange exchange) {
    KnownRooms.requireReady(board);
    Optional<RoomId> wanted = exchange.query("event_id").map(this::known);
    ActiveTokens active = streams.activeTokens();
    Source<ByteString, NotUsed> events =
        Source.repeat(NotUsed.getInstance())
            .throttle(1, TICK)
            .mapAsync(1, tick -> active.refresh(names()))
            .statefulMapConcat(() -> new Panel(board, alarms, active, wanted, clock)::news)
            .prepend(Source.single(LiveEvents.HEAD))
            .via(streams.untilStop());
    return Answers.now(Answers.eventStream(leases.whileAllowed(exchange, ROLE, events)));
  }

  private RoomId known(String eventId) {
    return new KnownRooms(board)
        .of(RoomId.parse(eventId).orElseThrow(() -> HttpRefusal.badRequest(RoomId.RULE)))
        .room();
  }

  private List<RoomId> names() {
    return board.all().stream()
        .map(RoomStatus::room)
        .sorted(Comparator.comparing(RoomId::value))
        .toList();
  }

  /** The state of one panel. */
  static final class Panel {
    private final StatusBoard board;
    private final ToldAlarms alarms;
    private final ActiveTokens active;
    private final Optional<RoomId> wanted;
    private final Clock clock;
    private final Map<RoomId, Seen> seen = new HashMap<>();
    private int silentTicks = SILENT_TICKS_MAX;

    private record Seen(long revision, @Nullable Long active) {}

    /**
     * @param wanted the only room; empty: all
     */
    Panel(
        StatusBoard board,
        AlarmBoard alarms,
        ActiveTokens active,
        Optional<RoomId> wanted,
        Clock clock) {
      this.board = board;
      this.alarms = new ToldAlarms(alarms);
      this.active = active;
      this.wanted = wanted;
      this.clock = clock;
    }

    /**
     * The news since the last tick. A node that knows rooms by name but no status yet stays silent,
     * so that it is not taken for one without rooms.
     */
    List<ByteString> news(Done tick) {
      List<RoomDocument> changed = changed();
      silentTicks++;
      boolean due = !changed.isEmpty() || silentTicks >= SILENT_TICKS_MAX;
      if (due) {
        silentTicks = 0;
      }
      if (seen.isEmpty() && !board.names().isEmpty()) {
        return due ? List.of(LiveEvents.COMMENT) : List.of();
      }
      List<ByteString> events = new ArrayList<>();
      if (due) {
        events.add(LiveEvents.event("rooms", new Document(clock.instant().toString(), changed)));
      }
      alarms.news().ifPresent(news -> events.add(LiveEvents.event("alarms", news)));
      return events;
    }

    private List<RoomDocument> changed() {
      List<RoomDocument> changed = new ArrayList<>();
      for (RoomStatus status : board.all()) {
        if (wanted.isEmpty() || wanted.get().equals(status.room())) {
          add(changed, status);
        }
      }
      changed.sort(Comparator.comparing(RoomDocument::eventId));
      return changed;
    }

    private void add(List<RoomDocument> changed, RoomStatus status) {
      Seen now = new Seen(status.revision(), active.of(status.room()).orElse(null));
      if (!now.equals(seen.put(status.room(), now))) {
        changed.add(RoomDocument.of(status, now.active()));
      }
    }
  }
}
