package waitingroom.event;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waitingroom.room.EntryTimes;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.EventPlanned;
import waitingroom.room.RoomEvent.EventRemoved;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.OfSchedule;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomEvent.StageReached;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomId;
import waitingroom.schedule.Stage;
import waitingroom.ticket.Naming;
import waitingroom.ticket.RequestIds;

/**
 * Translates the events of a room. Keeps the entry times of the epoch, which request ids contain.
 * Names and members of the first three types are the original's (contract, part 4).
 */
final class RoomTranslator implements Translator {
  private static final String NUMBER = "number";

  private final RoomId room;
  private final Scope scope;
  private final RequestIds requestIds;
  private final Set<EventType> wanted;
  private final Naming naming;
  private final EntryTimes entryTimes = new EntryTimes();
  private long epoch;
  private long neededFrom = 1;

  RoomTranslator(RoomId room, RequestIds requestIds, Set<EventType> wanted, Naming naming) {
    this.room = room;
    this.scope = new Scope(room);
    this.requestIds = requestIds;
    this.wanted = wanted;
    this.naming = naming;
  }

  @Override
  public void skip(long sequenceNr, Object event) {
    if (event instanceof PositionsAssigned assigned) {
      entryTimes.assigned(assigned);
    } else if (event instanceof RoomReset reset) {
      startEpoch(sequenceNr, reset.epoch());
    } else if (event instanceof RoomOpened opened) {
      startEpoch(sequenceNr, opened.epoch());
    }
    // Other events carry no entry times.
  }

  private void startEpoch(long sequenceNr, long number) {
    epoch = number;
    neededFrom = sequenceNr;
    entryTimes.startEpoch();
  }

  @Override
  public long neededFrom() {
    return neededFrom;
  }

  @Override
  public Stream<CloudEvent> translate(long sequenceNr, Object event) {
    skip(sequenceNr, event);
    if (event instanceof TokensGranted granted) {
      return tokens(sequenceNr, granted.grants());
    }
    if (event instanceof SessionsEnded ended) {
      Instant at = Instant.ofEpochMilli(ended.atMillis());
      return Stream.concat(
          updated(sequenceNr, 0, at, ended.completed(), "completed"),
          updated(sequenceNr, ended.completed().length, at, ended.abandoned(), "abandoned"));
    }
    if (event instanceof SessionsFellSilent silent) {
      return each(
          EventType.SESSION_ABANDONED,
          new JournalPosition(sequenceNr, 0),
          Instant.ofEpochMilli(silent.atMillis()),
          silent.positions(),
          position -> data(Envelopes.VISITOR, requestId(position)));
    }
    if (event instanceof ServingAdvanced advanced) {
      return advanced(sequenceNr, advanced);
    }
    return event instanceof RoomEvent one ? single(sequenceNr, one) : Stream.empty();
  }

  /** Translates events that yield at most one outgoing event. */
  private Stream<CloudEvent> single(long sequenceNr, RoomEvent event) {
    if (event instanceof PositionsAssigned e) {
      Map<String, Object> data = data("first_position", e.first());
      data.put("last_position", e.first() + e.count() - 1);
      data.put("count", e.count());
      return one(EventType.POSITIONS_ASSIGNED, sequenceNr, e.atMillis(), data);
    }
    if (event instanceof PositionsExpired e) {
      Map<String, Object> data = data("through_position", e.through());
      data.put("count", e.count());
      return one(EventType.POSITIONS_EXPIRED, sequenceNr, e.atMillis(), data);
    }
    if (event instanceof RoomOpened e) {
      Map<String, Object> data = data("epoch", e.epoch());
      data.put("settings", e.settings());
      return one(EventType.ROOM_CREATED, sequenceNr, e.atMillis(), data);
    }
    if (event instanceof SettingsChanged e) {
      return one(EventType.ROOM_CHANGED, sequenceNr, e.atMillis(), data("settings", e.settings()));
    }
    if (event instanceof RoomReset e) {
      return one(EventType.ROOM_RESET, sequenceNr, e.atMillis(), data("epoch", e.epoch()));
    }
    if (event instanceof RoomClosed e) {
      return one(EventType.ROOM_CLOSED, sequenceNr, e.atMillis(), data());
    }
    // SessionsExpired yields nothing: the `exp` of each token already announced it. FormatRaised
    // tells nothing about the room.
    return event instanceof OfSchedule e ? planned(sequenceNr, e) : Stream.empty();
  }

  private Stream<CloudEvent> planned(long sequenceNr, OfSchedule event) {
    if (event instanceof EventPlanned e) {
      Map<String, Object> data = data(NUMBER, e.event().number());
      data.put("id", e.event().id());
      data.put("name", e.event().name());
      data.put("prequeue_start_time", time(e.event().prequeueStart()));
      data.put("event_start_time", time(e.event().start()));
      data.put("event_end_time", time(e.event().end()));
      data.put("suspended", e.event().suspended());
      return one(EventType.EVENT_SCHEDULED, sequenceNr, e.atMillis(), data);
    }
    if (event instanceof EventRemoved e) {
      return one(EventType.EVENT_REMOVED, sequenceNr, e.atMillis(), data(NUMBER, e.number()));
    }
    if (event instanceof StageReached e) {
      return stage(e.stage())
          .map(type -> one(type, sequenceNr, e.atMillis(), data(NUMBER, e.number())))
          .orElseGet(Stream::empty);
    }
    // The steps of a draw are told by its own pages.
    return Stream.empty();
  }

  private static @Nullable String time(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds).toString();
  }

  private static Optional<EventType> stage(Stage stage) {
    return switch (stage) {
      case PREQUEUE -> Optional.of(EventType.PREQUEUE_STARTED);
      case RUNNING -> Optional.of(EventType.EVENT_STARTED);
      case OVER -> Optional.of(EventType.EVENT_ENDED);
      case AHEAD, DRAWING -> Optional.empty();
    };
  }

  private Stream<CloudEvent> tokens(long sequenceNr, List<Grant> grants) {
    List<Stream<CloudEvent>> all = new ArrayList<>(grants.size());
    int index = 0;
    for (Grant grant : grants) {
      all.add(
          each(
              EventType.TOKEN_GENERATED,
              new JournalPosition(sequenceNr, index),
              Instant.ofEpochSecond(grant.terms().issuedAt()),
              grant.positions(),
              position -> data(Envelopes.VISITOR, requestId(position))));
      index += grant.positions().length;
    }
    return all.stream().flatMap(stream -> stream);
  }

  private Stream<CloudEvent> updated(
      long sequenceNr, int firstIndex, Instant at, long[] positions, String status) {
    return each(
        EventType.SESSION_UPDATED,
        new JournalPosition(sequenceNr, firstIndex),
        at,
        positions,
        position -> {
          Map<String, Object> data = data(Envelopes.VISITOR, requestId(position));
          data.put("status", status);
          return data;
        });
  }

  /** The original reported only increments of the sweeper, without the room. */
  private Stream<CloudEvent> advanced(long sequenceNr, ServingAdvanced event) {
    Instant at = Instant.ofEpochMilli(event.atMillis());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("previous_serving_counter_position", event.servingCounter() - event.by());
    members.put("increment_by", event.by());
    members.put("current_serving_counter_position", event.servingCounter());
    Map<String, Object> withCause = data("cause", event.cause().name().toLowerCase(Locale.ROOT));
    withCause.putAll(members);
    boolean automatic = event.cause() == ServingAdvanced.Cause.EXPIRY;
    Stream<CloudEvent> advanced =
        made(
            EventType.SERVING_ADVANCED,
            new JournalPosition(sequenceNr, automatic ? 1 : 0),
            at,
            withCause);
    return automatic
        ? Stream.concat(
            made(
                EventType.AUTOMATIC_SERVING_COUNTER_INCR,
                new JournalPosition(sequenceNr, 0),
                at,
                members),
            advanced)
        : advanced;
  }

  private Stream<CloudEvent> each(
      EventType type,
      JournalPosition first,
      Instant at,
      long[] positions,
      LongFunction<Map<String, Object>> data) {
    if (!wanted.contains(type)) {
      return Stream.empty();
    }
    return IntStream.range(0, positions.length)
        .mapToObj(
            i -> {
              JournalPosition place = new JournalPosition(first.sequenceNr(), first.index() + i);
              return Envelopes.of(scope, scope.eventId(place), type, at, data.apply(positions[i]));
            });
  }

  private Stream<CloudEvent> one(
      EventType type, long sequenceNr, long atMillis, Map<String, Object> data) {
    return made(type, new JournalPosition(sequenceNr, 0), Instant.ofEpochMilli(atMillis), data);
  }

  private Stream<CloudEvent> made(
      EventType type, JournalPosition place, Instant at, Map<String, Object> data) {
    return wanted.contains(type)
        ? Stream.of(Envelopes.of(scope, scope.eventId(place), type, at, data))
        : Stream.empty();
  }

  private Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("event_id", room.value());
    return data;
  }

  private Map<String, Object> data(String name, Object value) {
    Map<String, Object> data = data();
    data.put(name, value);
    return data;
  }

  private String requestId(long position) {
    long enteredAt = entryTimes.of(position);
    if (enteredAt == EntryTimes.UNKNOWN) {
      throw new IllegalStateException("No entry time is known for position " + position);
    }
    String id = requestIds.key(room.value(), epoch).mint(position, enteredAt);
    return requestIds.shown(naming, room.value(), id);
  }
}
