package waitingroom.stream;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Graph;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.WaitForecasts;
import waitingroom.room.Outcome;
import waitingroom.room.Place;
import waitingroom.room.PositionQuery;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.room.cluster.WaitingRooms;

/** Streams of a line's movement to visitors, for this node's HTTP endpoints. */
public final class Streams {
  /** Less than the timeout of the shutdown phase. */
  private static final Duration STOP_MAX = Duration.ofSeconds(3);

  private final ActorRef<Feeds.Command> feeds;
  private final ActiveTokens activeTokens;
  private final MeterRegistry registry;
  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<RoomId, AtomicInteger> openByRoom = new ConcurrentHashMap<>();
  private final Source<ByteString, NotUsed> source =
      Source.fromGraph(new RoomStream(new Counting(), System::nanoTime));
  private final SharedKillSwitch stop = KillSwitches.shared("streams");
  private final CompletableFuture<Done> allGone = new CompletableFuture<>();
  private volatile boolean stopping;

  private Streams(
      ActorRef<Feeds.Command> feeds, ActiveTokens activeTokens, int max, MeterRegistry registry) {
    this.activeTokens = activeTokens;
    this.feeds = feeds;
    this.max = max;
    this.registry = registry;
  }

  /**
   * Starts watching the rooms. At shutdown, streams end before the listeners do, which then need
   * not wait.
   */
  public static Streams start(
      ActorSystem<?> system,
      WaitingRooms rooms,
      WaitForecasts forecasts,
      StreamSettings settings,
      MeterRegistry registry,
      Clock clock) {
    ActorRef<Feeds.Command> feeds =
        system.systemActorOf(
            Feeds.create(settings, dependencies(rooms, forecasts, clock)),
            "streams",
            Props.empty());
    Streams streams =
        new Streams(
            feeds,
            new ActiveTokens(rooms::activeSessions, System::nanoTime),
            settings.max(),
            registry);
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "end-streams", streams::stop);
    return streams;
  }

  private static Feeds.Dependencies dependencies(
      WaitingRooms rooms, WaitForecasts forecasts, Clock clock) {
    return new Feeds.Dependencies() {
      @Override
      public RoomFeed.View view(RoomId room) {
        // A room stays on the board, and only rooms on the board have listeners.
        var known = (StatusBoard.Entry.Known) rooms.board().entry(room);
        return new RoomFeed.View(
            known.status(),
            forecasts.rate(known.status()).orElse(null),
            System.nanoTime(),
            clock.millis());
      }

      @Override
      public CompletionStage<Outcome<Long>> expiresIn(RoomId room, PositionQuery query) {
        return rooms.expiresIn(room, query);
      }
    };
  }

  /** Whether this node accepts no more streams: it has reached the limit or is stopping. */
  public boolean full() {
    return stopping || open.get() >= max;
  }

  /**
   * Server-Sent Events of a room from now on, for one reader.
   *
   * @param room on this node's board
   * @param place of the visitor, in any epoch; null: only the line
   */
  public Source<ByteString, NotUsed> of(RoomId room, @Nullable Place place) {
    return source.addAttributes(Attributes.apply(new RoomStream.Listening(room, place)));
  }

  /** The rooms' numbers of live sessions. */
  public ActiveTokens activeTokens() {
    return activeTokens;
  }

  /** A flow that ends other infinite streams together with these when the node stops. */
  public <T> Graph<FlowShape<T, T>, SharedKillSwitch> untilStop() {
    return stop.flow();
  }

  private final class Counting implements RoomStream.Audience {
    @Override
    public void come(RoomId room, Visit visit) {
      open.incrementAndGet();
      openByRoom.computeIfAbsent(room, Streams.this::counted).incrementAndGet();
      feeds.tell(new Feeds.Open(room, visit));
    }

    @Override
    public void leave(RoomId room, Visit visit) {
      openByRoom.computeIfAbsent(room, Streams.this::counted).decrementAndGet();
      if (open.decrementAndGet() == 0 && stopping) {
        allGone.complete(Done.getInstance());
      }
      feeds.tell(new Feeds.Close(room, visit));
    }
  }

  private AtomicInteger counted(RoomId room) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("waitingroom.streams", count, AtomicInteger::get)
        .description("Streams that are open on this node")
        .tag("room", room.value())
        .strongReference(true)
        .register(registry);
    return count;
  }

  /** Completes when the last stream has ended, so that the listeners cut none off. */
  private CompletionStage<Done> stop() {
    stopping = true;
    stop.shutdown();
    feeds.tell(Feeds.Stop.INSTANCE);
    if (open.get() == 0) {
      allGone.complete(Done.getInstance());
    }
    return allGone.completeOnTimeout(
        Done.getInstance(), STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }
}
