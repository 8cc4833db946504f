package waitingroom.http.statistics;

import static waitingroom.http.route.Endpoint.modern;

import akka.NotUsed;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Role;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.LiveEvents;
import waitingroom.http.route.StreamLeases;
import waitingroom.readside.HistoryWindow;
import waitingroom.readside.Statistics;
import waitingroom.room.RoomId;
import waitingroom.stream.Streams;

/** A room's statistics and growing history as Server-Sent Events, for the panel. */
public final class LiveHistoryApi {
  private static final Logger log = LoggerFactory.getLogger(LiveHistoryApi.class);
  private static final Role ROLE = Role.VIEWER;
  private static final Duration TICK = Duration.ofSeconds(2);

  /** Reads of a history per step: longer ones cost more to read. */
  private static final int READS_PER_STEP = 12;

  private final KnownRooms known;

  /** Read once per tick, for all listeners. */
  private final AsyncLoadingCache<RoomId, StatisticsDocument> numbers;

  private final Statistics statistics;
  private final Streams streams;
  private final StreamLeases leases;
  private final Clock clock;

  public LiveHistoryApi(
      KnownRooms known,
      RoomNumbers numbers,
      Statistics statistics,
      Streams streams,
      StreamLeases leases,
      Clock clock) {
    this.known = known;
    this.numbers =
        Caffeine.newBuilder()
            .expireAfterWrite(TICK.minusMillis(500))
            .buildAsync((room, executor) -> numbers.of(room).toCompletableFuture());
    this.statistics = statistics;
    this.streams = streams;
    this.leases = leases;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("GET", "/rooms/{event_id}/history/live", ROLE, this::live));
  }

  /**
   * The state of one panel, with its news.
   *
   * @param readAgain epoch seconds of the next read
   */
  private record Told(List<ByteString> news, @Nullable HistoryDocument history, long readAgain) {
    static final Told NOTHING = new Told(List.of(), null, 0);

    Told next(StatisticsDocument now, HistoryDocument history, long readAgain) {
      Stream<ByteString> grown =
          history.equals(this.history)
              ? Stream.of()
              : Stream.of(LiveEvents.event("history", history));
      return new Told(
          Stream.concat(grown, Stream.of(LiveEvents.event("statistics", now))).toList(),
          history,
          readAgain);
    }
  }

  private CompletionStage<HttpResponse> live(Exchange exchange) {
    RoomId room = known.of(exchange).room();
    HistoryQuery.Range range = HistoryQuery.range(exchange);
    range.until(second());
    Source<ByteString, NotUsed> events =
        Source.repeat(NotUsed.getInstance())
            .throttle(1, TICK)
            .scanAsync(Told.NOTHING, (told, tick) -> look(room, range, told))
            .mapConcat(Told::news)
            .recoverWithRetries(1, Throwable.class, () -> ended(room))
            .prepend(Source.single(LiveEvents.HEAD))
            .via(streams.untilStop());
    return Answers.now(Answers.eventStream(leases.whileAllowed(exchange, ROLE, events)));
  }

  /** Ends the stream: the panel asks the API for the error, and reconnects. */
  private static Source<ByteString, NotUsed> ended(RoomId room) {
    log.debug("Ending a stream of statistics, which cannot be read: room={}", room.value());
    return Source.empty();
  }

  private CompletionStage<Told> look(RoomId room, HistoryQuery.Range range, Told told) {
    long now = second();
    HistoryDocument before = told.history();
    if (before != null && now < told.readAgain()) {
      return numbers.get(room).thenApply(all -> told.next(all, before, told.readAgain()));
    }
    long readAgain = now + range.step() / READS_PER_STEP;
    return numbers
        .get(room)
        .thenCombine(
            history(room, range.until(now)), (all, history) -> told.next(all, history, readAgain));
  }

  private CompletionStage<HistoryDocument> history(RoomId room, HistoryWindow window) {
    return statistics
        .history(room, window)
        .thenApply(points -> HistoryDocument.of(room, window, points));
  }

  private long second() {
    return clock.instant().getEpochSecond();
  }
}
