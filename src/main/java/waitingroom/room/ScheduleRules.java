package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.inlet.MaxSize;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomEvent.EventPlanned;
import waitingroom.room.RoomEvent.EventRemoved;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.StageReached;
import waitingroom.schedule.Commitment;
import waitingroom.schedule.Early;
import waitingroom.schedule.Planned;
import waitingroom.schedule.Pool;
import waitingroom.schedule.Schedule;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;
import waitingroom.schedule.Timetable;
import waitingroom.schedule.Timetable.Due;

/** Rules for the events of an open room, at one moment. */
public final class ScheduleRules {
  /**
   * A pool opens no sooner after its event is made or moved: every node knows of the event by then,
   * or is out of the cluster, and so none takes an arrival number for a place.
   */
  static final long NOTICE_SECONDS = 10;

  /** Each new time of an event that draws has a commitment of its own, which is kept for ever. */
  static final int COMMITMENTS_MAX = 20;

  private static final Early EARLY = new Early(3600);

  private final RoomState room;
  private final Schedule schedule;
  private final long nowSeconds;
  private final long lineMillis;

  /**
   * @param nowSeconds wall time, by which events begin and end
   */
  public ScheduleRules(RoomState room, long nowSeconds, long lineMillis) {
    this.room = room;
    this.schedule = room.schedule();
    this.nowSeconds = nowSeconds;
    this.lineMillis = lineMillis;
  }

  /** Events of the next stage, if it is due. */
  public List<RoomEvent> due(long upSince) {
    return room.isOpen()
        ? new Timetable(schedule, upSince).due(nowSeconds).map(this::reached).orElse(List.of())
        : List.of();
  }

  private List<RoomEvent> reached(Due due) {
    Pool pool = schedule.pool();
    boolean empty = pool != null && room.counters().queue() < pool.first();
    Stage stage = due.stage() == Stage.DRAWING && empty ? Stage.RUNNING : due.stage();
    List<RoomEvent> events = new ArrayList<>();
    events.add(new StageReached(due.event().number(), stage, due.extended(), lineMillis));
    if (stage == Stage.PREQUEUE) {
      events.addAll(calledBack());
    }
    if (stage == Stage.RUNNING && schedule.stage() == Stage.PREQUEUE) {
      events.addAll(filled(due.event()));
    }
    if (stage == Stage.DRAWING && !due.event().keepInside()) {
      events.addAll(emptied());
    }
    return events;
  }

  /** A counter beyond the end of the line would call those who join. */
  private List<RoomEvent> calledBack() {
    Counters counters = room.counters();
    long by = counters.queue() - counters.serving();
    return by < 0
        ? List.of(new ServingAdvanced(counters.queue(), by, lineMillis, Cause.INLET))
        : List.of();
  }

  /**
   * An inlet that waits for messages has heard none that counted in the pre-queue: what is free at
   * the start is filled at once.
   */
  private List<RoomEvent> filled(ScheduledEvent event) {
    RoomSettings running = room.configured().during(event.overrides(), false);
    if (!(running.inlet() instanceof MaxSize inlet) || !running.letsIn()) {
      return List.of();
    }
    Counters counters = room.counters();
    long from = Math.max(0, counters.serving());
    long free = Math.min(inlet.maxSize() - room.inside(), counters.queue() - from);
    return free > 0
        ? List.of(
            new ServingAdvanced(
                from + free, from + free - counters.serving(), lineMillis, Cause.INLET))
        : List.of();
  }

  /** Nobody gets past a draw: whoever was called before it has to be inside and out again. */
  private List<RoomEvent> emptied() {
    List<RoomEvent> events = new ArrayList<>();
    long called = room.counters().called();
    long through = room.line().expiry().through();
    long late = room.sessions().withoutToken(through, called);
    if (late > 0) {
      events.add(new PositionsExpired(called, late, lineMillis));
    }
    Roaring64Bitmap live = room.sessions().livePositions();
    if (!live.isEmpty()) {
      long[] positions = live.toArray();
      events.add(new SessionsEnded(new long[0], positions, lineMillis, (long) positions.length));
    }
    return events;
  }

  /** The event for whose pool people are to come back; null: they may wait in line. */
  @Nullable ScheduledEvent early() {
    return EARLY.at(schedule, nowSeconds, room.configured().calls());
  }

  /**
   * When a token that is granted now ends at the latest: at the next draw; {@link Long#MAX_VALUE}:
   * no draw is ahead.
   */
  long tokensEnd() {
    return schedule
        .current()
        .filter(one -> one.stage() == Stage.AHEAD || one.stage().holds())
        .map(Planned::event)
        .filter(event -> event.draws() && !event.keepInside())
        .map(event -> Math.max(event.closes(), nowSeconds))
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Makes or changes an event.
   *
   * @param wanted numbered by the room where it is new
   * @param commitment for its draw, if it has one
   */
  Decision plan(ScheduledEvent wanted, @Nullable Commitment commitment) {
    Optional<Planned> old = schedule.find(wanted.id());
    ScheduledEvent event = old.isPresent() ? wanted : wanted.numbered(schedule.lastNumber() + 1);
    Optional<Rejection> refusal =
        old.isPresent() ? unchangeable(old.get(), event) : tooSoon(event, null);
    if (refusal.isEmpty()) {
      refusal = schedule.objection(event).map(ScheduleRules::rejection);
    }
    if (refusal.isPresent()) {
      return Decision.refuse(refusal.get());
    }
    boolean commits = event.draws() && old.map(one -> moved(one.event(), event)).orElse(true);
    return Decision.of(
        new Accepted(), new EventPlanned(event, commits ? commitment : null, lineMillis));
  }

  private static Rejection rejection(Schedule.Objection objection) {
    return switch (objection) {
      case FULL -> Rejection.EVENTS_FULL;
      case NAME_TAKEN -> Rejection.EVENT_NAME_TAKEN;
      case OVERLAPS -> Rejection.EVENT_OVERLAPS;
    };
  }

  private Optional<Rejection> unchangeable(Planned old, ScheduledEvent event) {
    ScheduledEvent before = old.event();
    return switch (old.stage()) {
      case AHEAD ->
          old.commitments().size() >= COMMITMENTS_MAX && moved(before, event)
              ? Optional.of(Rejection.EVENT_MOVED_TOO_OFTEN)
              : tooSoon(event, before);
      case PREQUEUE ->
          event.suspended() || beginDiffers(before, event)
              ? Optional.of(Rejection.EVENT_RUNS)
              : Optional.empty();
      case DRAWING -> Optional.of(Rejection.DRAW_RUNNING);
      case RUNNING ->
          event.suspended() || beginDiffers(before, event) || before.start() != event.start()
              ? Optional.of(Rejection.EVENT_RUNS)
              : Optional.empty();
      case OVER -> Optional.of(Rejection.EVENT_OVER);
    };
  }

  private static boolean moved(ScheduledEvent before, ScheduledEvent after) {
    return before.closes() != after.closes() || !before.draws();
  }

  /** True when a part differs that stays as it is once an event has begun. */
  private static boolean beginDiffers(ScheduledEvent before, ScheduledEvent after) {
    return !Objects.equals(before.prequeueStart(), after.prequeueStart())
        || before.shuffle() != after.shuffle()
        || before.openingDrawSeconds() != after.openingDrawSeconds()
        || before.keepInside() != after.keepInside();
  }

  private Optional<Rejection> tooSoon(ScheduledEvent event, @Nullable ScheduledEvent before) {
    boolean same =
        before != null
            && before.begin() == event.begin()
            && before.draws() == event.draws()
            && before.suspended() == event.suspended();
    if (event.end() <= nowSeconds) {
      return Optional.of(Rejection.EVENT_OVER);
    }
    return event.draws() && !same && event.begin() < nowSeconds + NOTICE_SECONDS
        ? Optional.of(Rejection.EVENT_TOO_SOON)
        : Optional.empty();
  }

  /** Deletes an event; in its pre-queue the pool becomes the ordinary line. */
  Decision remove(String id) {
    Planned planned = schedule.find(id).orElse(null);
    if (planned == null) {
      return Decision.refuse(Rejection.UNKNOWN_EVENT);
    }
    return planned.stage() == Stage.DRAWING
        ? Decision.refuse(Rejection.DRAW_RUNNING)
        : Decision.of(new Accepted(), new EventRemoved(planned.event().number(), lineMillis));
  }

  /** True while a list is closed and its places are not known: then nothing may undo it. */
  boolean drawRuns() {
    return schedule.stage() == Stage.DRAWING;
  }
}
