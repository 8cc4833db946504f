package waitingroom.event;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waitingroom.alarm.Alarms;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.store.JournalReader;
import waitingroom.store.JournalReader.Event;
import waitingroom.store.JournalReader.Step;
import waitingroom.ticket.Naming;
import waitingroom.ticket.RequestIds;

/**
 * Outgoing events of a room or of the alarms, as an endless stream from a reader's position. Each
 * reader reads the journal by itself, at its own pace.
 */
public final class EventFeed {

  /**
   * Step of a reader.
   *
   * @param place the reader's position after it
   * @param neededFrom {@link Start#neededFrom} for that position
   * @param event null: only progress
   */
  public record Item(JournalPosition place, long neededFrom, @Nullable CloudEvent event) {}

  /**
   * Start of a reader.
   *
   * @param after position already read
   * @param neededFrom sequence number at which the epoch of that position began; 1 if unknown,
   *     which takes longer
   */
  public record Start(JournalPosition after, long neededFrom) {
    public static final Start BEGINNING = new Start(JournalPosition.BEGINNING, 1);
  }

  private final ActorSystem<?> system;
  private final JournalReader journals;
  private final WaitingRooms rooms;
  private final RequestIds requestIds;
  private final Clock clock;

  public EventFeed(
      ActorSystem<?> system,
      JournalReader journals,
      WaitingRooms rooms,
      RequestIds requestIds,
      Clock clock) {
    this.system = system;
    this.journals = journals;
    this.rooms = rooms;
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /** The position after the last event. */
  public CompletionStage<JournalPosition> end(Scope scope) {
    RoomId room = scope.room();
    if (room != null) {
      return CompletableFuture.completedStage(JournalPosition.after(newest(room)));
    }
    return journals
        .follow(Alarms.persistenceId(), 1, () -> JournalReader.UNKNOWN)
        .takeWhile(step -> step instanceof Event)
        .map(step -> ((Event) step).sequenceNr())
        .runWith(Sink.fold(0L, (last, next) -> next), system)
        .thenApply(JournalPosition::after);
  }

  /** Number of journal events after a position; 0 for the alarms, which are few. */
  public long backlog(Scope scope, JournalPosition place) {
    RoomId room = scope.room();
    return room == null ? 0 : Math.max(0, newest(room) - place.sequenceNr());
  }

  /**
   * An event that was made earlier, perhaps for a reader who still got ids.
   *
   * @param json as of {@link Envelopes#json}
   */
  public byte[] shown(Scope scope, byte[] json, Naming naming) {
    RoomId room = scope.room();
    return room == null || naming == Naming.IDS
        ? json
        : Envelopes.renamed(
            json, text -> RequestIds.wellFormed(text) ? requestIds.name(room.value(), text) : text);
  }

  /**
   * Wanted events from a start on, in order, each with its stable id. Never completes; fails if the
   * database does.
   *
   * @param naming of visitors in the events
   */
  public Source<Item, NotUsed> from(
      Scope scope, Start start, Set<EventType> wanted, Naming naming) {
    RoomId room = scope.room();
    JournalPosition after = start.after();
    boolean history = wanted.stream().anyMatch(EventType::namesVisitors);
    long next = Math.max(1, after.next());
    long first = history ? Math.min(start.neededFrom(), next) : next;
    if (room == null) {
      return journals
          .follow(Alarms.persistenceId(), first, () -> JournalReader.UNKNOWN)
          .statefulMapConcat(() -> new Progress(scope, new AlarmTranslator(wanted), after)::items);
    }
    Source<Item, NotUsed> items =
        journals
            .follow(room.persistenceId(), first, () -> newest(room))
            .statefulMapConcat(
                () ->
                    new Progress(scope, new RoomTranslator(room, requestIds, wanted, naming), after)
                        ::items);
    return wanted.contains(EventType.WAITING_ROOM_METRICS) ? withSamples(room, items) : items;
  }

  private long newest(RoomId room) {
    RoomStatus status = status(room);
    return status == null ? 0 : status.revision();
  }

  private @Nullable RoomStatus status(RoomId room) {
    return rooms.board().entry(room) instanceof StatusBoard.Entry.Known known
        ? known.status()
        : null;
  }

  /** State of a reader; confined to one stream. */
  private static final class Progress {
    private final Scope scope;
    private final Translator translator;
    private final JournalPosition after;
    private JournalPosition place;

    Progress(Scope scope, Translator translator, JournalPosition after) {
      this.scope = scope;
      this.translator = translator;
      this.after = after;
      this.place = after;
    }

    /** Can be iterated once: a single journal event may yield very many, built one by one. */
    @SuppressWarnings("StreamToIterable")
    Iterable<Item> items(Step step) {
      if (!(step instanceof Event next)) {
        return List.of(item(null));
      }
      long sequenceNr = next.sequenceNr();
      if (sequenceNr < after.next()) {
        translator.skip(sequenceNr, next.event());
        return List.of();
      }
      Stream<Item> made =
          translator
              .translate(sequenceNr, next.event())
              .map(event -> at(scope.place(event.getId()).orElseThrow(), event))
              .filter(item -> item.place().compareTo(after) > 0);
      Stream<Item> end = Stream.of(JournalPosition.after(sequenceNr)).map(whole -> at(whole, null));
      return Stream.concat(made, end)::iterator;
    }

    private Item at(JournalPosition next, @Nullable CloudEvent event) {
      place = next;
      return item(event);
    }

    private Item item(@Nullable CloudEvent event) {
      return new Item(place, translator.neededFrom(), event);
    }
  }

  /** Adds a sample per minute once the reader has caught up. */
  private Source<Item, NotUsed> withSamples(RoomId room, Source<Item, NotUsed> items) {
    return Source.lazySource(
            () -> {
              AtomicLong sampled = new AtomicLong(-1);
              return items.mapAsync(1, item -> sampled(room, item, sampled));
            })
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  private CompletionStage<Item> sampled(RoomId room, Item item, AtomicLong sampled) {
    Instant now = clock.instant();
    RoomStatus status = status(room);
    long minute = MetricsSample.minute(now);
    long before = sampled.get();
    if (item.event() != null
        || status == null
        || !status.settings().enableEventsGeneration()
        || item.place().sequenceNr() < status.revision()
        || before == minute) {
      return CompletableFuture.completedStage(item);
    }
    sampled.set(minute);
    return rooms
        .activeSessions(room)
        .thenApply(
            active ->
                active.fold(
                    number ->
                        new Item(
                            item.place(), item.neededFrom(), MetricsSample.of(status, number, now)),
                    refused -> item))
        .exceptionally(
            unavailable -> {
              sampled.set(before);
              return item;
            });
  }
}
