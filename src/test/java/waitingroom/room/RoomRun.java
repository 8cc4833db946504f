package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.store.Bitmaps;

/**
 * A room with journal, snapshot store, clock and senders, all in memory, and the {@link RoomModel}
 * with which it must agree after every command.
 */
final class RoomRun {
  static final RoomId ROOM = new RoomId("Sample");

  /** Fate of a command. */
  enum Fate {
    ANSWERED,
    REPLY_LOST,
    CRASH_BEFORE_WRITE,
    CRASH_AFTER_WRITE
  }

  private record Batch(long number, int count) {}

  /** A node that joins visitors, one batch at a time. */
  private static final class Sender {
    long lastNumber;
    @Nullable Batch underWay;
    @Nullable Batch givenUp;
  }

  private record Position(long epoch, long number) {}

  private final List<RoomEvent> journal = new ArrayList<>();
  private final Map<String, Sender> senders = new HashMap<>();
  private final Set<Position> held = new HashSet<>();
  private RoomState state = new RoomState();
  private RoomModel model = new RoomModel();
  private @Nullable RoomSnapshot snapshot;
  private int snapshotAt;
  private long nowMillis = 1_700_000_000_000L;

  /** Sends the sender's next batch, or repeats the one under way. */
  void join(String origin, int count, Fate fate) {
    Sender sender = senders.computeIfAbsent(origin, name -> new Sender());
    Batch batch = sender.underWay;
    if (batch == null) {
      batch = new Batch(++sender.lastNumber, count);
      sender.underWay = batch;
    }
    RoomAnswer answer = deliver(origin, batch, fate);
    if (fate == Fate.ANSWERED) {
      sender.underWay = null;
      hold(answer, batch);
    }
  }

  /** Every position goes to one visitor only. */
  private void hold(RoomAnswer answer, Batch batch) {
    if (answer instanceof Joined joined) {
      assertThat(joined.count()).isBetween(1, batch.count());
      for (long i = 0; i < joined.count(); i++) {
        assertThat(held.add(new Position(joined.epoch(), joined.first() + i)))
            .as("position %s is new", joined.first() + i)
            .isTrue();
      }
    }
  }

  /** The sender gives up on its batch, which may still be on the way. */
  void giveUp(String origin) {
    Sender sender = senders.computeIfAbsent(origin, name -> new Sender());
    if (sender.underWay != null) {
      sender.givenUp = sender.underWay;
      sender.underWay = null;
    }
  }

  /** The batch that its sender gave up on arrives after all. */
  void deliverGivenUp(String origin) {
    Batch batch = senders.computeIfAbsent(origin, name -> new Sender()).givenUp;
    if (batch != null) {
      deliver(origin, batch, Fate.REPLY_LOST);
    }
  }

  private RoomAnswer deliver(String origin, Batch batch, Fate fate) {
    return carryOut(
        new RoomCommand.Join(origin, batch.number(), batch.count()),
        after -> after.join(origin, batch.number(), batch.count(), nowMillis),
        fate);
  }

  void claim(List<TokenClaim> claims, Fate fate) {
    carryOut(new RoomCommand.Claim(claims), m -> m.claim(claims, nowMillis / 1000), fate);
  }

  void end(List<SessionEnd> ends, Fate fate) {
    carryOut(new RoomCommand.EndSessions(ends, false), m -> m.end(ends), fate);
  }

  void increment(long by, Fate fate) {
    carryOut(new RoomCommand.IncrementServing(by), m -> m.increment(by, nowMillis / 1000), fate);
  }

  void configure(RoomSettings wanted, Fate fate) {
    carryOut(
        new RoomCommand.Configure(wanted, new ExpectedVersion.Any()),
        m -> m.configure(wanted, nowMillis / 1000),
        fate);
  }

  void reset(Fate fate) {
    carryOut(new RoomCommand.Reset(), RoomModel::reset, fate);
  }

  void close(Fate fate) {
    carryOut(new RoomCommand.Close(new ExpectedVersion.Any()), RoomModel::close, fate);
  }

  void sweep(Fate fate) {
    List<RoomEvent> due = Housekeeping.expiredTokens(state.sessions(), nowMillis);
    carryOut(new Decision(new Accepted(), due), m -> new Accepted(), fate);
  }

  void expire(Fate fate) {
    List<RoomEvent> due = state.isOpen() ? new LineRules(state, nowMillis).expire() : List.of();
    carryOut(new Decision(new Accepted(), due), m -> m.expire(nowMillis / 1000), fate);
  }

  void pass(long millis) {
    nowMillis += millis;
  }

  void takeSnapshot() {
    snapshot = state.toSnapshot();
    snapshotAt = journal.size();
  }

  long epoch() {
    return model.epoch();
  }

  long queue() {
    return model.queue();
  }

  private RoomAnswer carryOut(
      RoomCommand command, Function<RoomModel, RoomAnswer> expectation, Fate fate) {
    return carryOut(command.decide(state, SetClock.at(nowMillis)), expectation, fate);
  }

  private RoomAnswer carryOut(
      Decision decision, Function<RoomModel, RoomAnswer> expectation, Fate fate) {
    RoomModel after = model.copy();
    assertThat(decision.answer()).isEqualTo(expectation.apply(after));
    if (fate != Fate.CRASH_BEFORE_WRITE) {
      model = after;
      for (RoomEvent event : decision.events()) {
        journal.add(event);
        state = state.apply(event);
      }
    }
    if (fate == Fate.CRASH_BEFORE_WRITE || fate == Fate.CRASH_AFTER_WRITE) {
      crash();
    }
    check();
    return decision.answer();
  }

  /** Kills the node; its state recovers from the events alone and from the snapshot. */
  void crash() {
    String before = text(state);
    RoomState fromEvents = replay(new RoomState(), 0);
    assertThat(text(fromEvents)).isEqualTo(before);
    state = fromEvents;
    if (snapshot != null) {
      state = replay(RoomState.fromSnapshot(snapshot), snapshotAt);
      assertThat(text(state)).isEqualTo(before);
    }
  }

  private RoomState replay(RoomState from, int first) {
    RoomState replayed = from;
    for (RoomEvent event : journal.subList(first, journal.size())) {
      replayed = replayed.apply(event);
    }
    return replayed;
  }

  private void check() {
    assertThat(state.status(ROOM, 0)).isEqualTo(model.status(ROOM));
    assertThat(state.counters().waiting()).isNotNegative();
    assertThat(new RoomCommand.CountActive().decide(state, SetClock.at(nowMillis)).answer())
        .isEqualTo(model.copy().active(nowMillis / 1000));
    if (state.phase() == Phase.OPEN) {
      RoomSnapshot copy = state.toSnapshot();
      long live = copy.liveSessions().stream().mapToLong(g -> g.positions().length).sum();
      long expired = Bitmaps.fromBytes(copy.expired()).getLongCardinality();
      Counters counters = copy.counters();
      assertThat(live + expired).isEqualTo(model.open());
      assertThat(counters.waiting())
          .isEqualTo(counters.queue() - counters.token() - counters.expiredQueue());
      assertThat(counters.token())
          .isEqualTo(live + expired + counters.completed() + counters.abandoned());
    }
  }

  /** The whole state of a room in a fixed order. */
  private static String text(RoomState room) {
    RoomSnapshot copy = room.toSnapshot();
    List<String> live =
        copy.liveSessions().stream()
            .map(grant -> grant.terms() + " " + Arrays.toString(grant.positions()))
            .sorted()
            .toList();
    return String.join(
        "\n",
        room.status(ROOM, 0).toString(),
        copy.lastBatches().toString(),
        String.valueOf(copy.line()),
        live.toString(),
        Bitmaps.fromBytes(copy.expired()).toString(),
        Bitmaps.fromBytes(copy.closed()).toString());
  }
}
