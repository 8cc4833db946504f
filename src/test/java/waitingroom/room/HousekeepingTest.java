package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.store.Bitmaps;

/** The clock starts at second 1000. */
class HousekeepingTest {
  private static final long START = 1_000_000;
  private static final long SWEEP_MILLIS = 60_000;

  private final SetClock wall = new SetClock(1000);
  private final RoomClock clock = new RoomClock(wall);
  private long nanos;
  private final Housekeeping housekeeping =
      new Housekeeping(
          TestSettings.housekeeping(SWEEP_MILLIS),
          new SimpleMeterRegistry().counter("sweeps"),
          () -> nanos);
  private RoomState room = new RoomState();

  HousekeepingTest() {
    housekeeping.restart(START);
  }

  @Test
  void a_room_whose_inlet_acts_at_once_looks_ten_times_a_second_and_others_once() {
    assertThat(housekeeping.tick(room)).isEqualTo(Duration.ofSeconds(1));
    open("'inlet': {'strategy': 'periodic'}");
    assertThat(housekeeping.tick(room)).isEqualTo(Duration.ofSeconds(1));
    open("'inlet': {'strategy': 'capacity', 'total_active_users': 1}");
    assertThat(housekeeping.tick(room)).isEqualTo(Duration.ofMillis(100));
    apply(new RoomCommand.Close(new ExpectedVersion.Any()));
    assertThat(housekeeping.tick(room)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void nothing_is_due_in_a_room_that_is_not_open() {
    openWithSessions("'validity_period': 10", 2);
    apply(new RoomCommand.Close(new ExpectedVersion.Any()));

    assertThat(dueAfter(3_600_000)).isEmpty();
  }

  @Test
  void tokens_expire_at_the_first_look_after_their_last_second() {
    openWithSessions("'validity_period': 10", 2);

    assertThat(dueAfter(10_999)).isEmpty();
    assertThat(dueAfter(11_000)).containsExactly(new SessionsExpired(1011, 2));
  }

  @Test
  void positions_are_given_up_when_a_sweep_is_due() {
    openWithPeople("'queue_position_expiry_period': 5, 'incr_svc_on_queue_position_expiry': true");

    assertThat(dueAfter(59_999)).isEmpty();
    assertThat(dueAfter(60_000))
        .containsExactly(
            new PositionsExpired(2, 2, START + 60_000),
            new ServingAdvanced(4, 2, START + 60_000, Cause.EXPIRY));
    assertThat(dueAfter(119_999)).isEmpty();
    assertThat(dueAfter(120_000)).hasSize(2);
  }

  @Test
  void a_sweep_of_many_windows_goes_on_at_the_next_look() {
    open("'queue_position_expiry_period': 50, 'incr_svc_on_queue_position_expiry': true");
    apply(new RoomCommand.Join("node", 1, 500));
    for (int window = 0; window < 150; window++) {
      apply(new RoomCommand.IncrementServing(1));
    }

    assertThat(dueAfter(60_000)).hasSize(200);
    assertThat(room.line().expiry().through()).isEqualTo(100);
    assertThat(dueAfter(61_000)).hasSize(100);
    assertThat(room.counters().serving()).isEqualTo(300);
    assertThat(dueAfter(62_000)).isEmpty();
  }

  @Test
  void an_inlet_that_acts_at_once_does_not_wait_for_the_sweep() {
    open(
        "'queue_position_expiry_period': 5, 'inlet': {'strategy': 'capacity', 'total_active_users': 2}");
    apply(new RoomCommand.Join("node", 1, 9));
    new LineRules(room, START).letIn(name -> null, START).forEach(room::apply);

    assertThat(dueAfter(4_999)).isEmpty();
    assertThat(dueAfter(5_000)).containsExactly(new PositionsExpired(2, 2, START + 5_000));
  }

  @Test
  void the_silent_are_abandoned_when_a_check_is_due() {
    openWithSessions("'heartbeat_timeout': 20, 'heartbeat_check_interval': 15", 2);
    assertThat(dueAfter(15_000)).isEmpty();
    hear(1);

    assertThat(dueAfter(29_999)).isEmpty();
    assertThat(silentIn(dueAfter(30_000))).containsExactly(2);
    assertThat(silentIn(dueAfter(44_999))).isEmpty();
    assertThat(silentIn(dueAfter(45_000))).containsExactly(1);
  }

  @Test
  void a_room_that_stood_still_gives_everybody_one_whole_timeout() {
    openWithSessions("'heartbeat_timeout': 20, 'heartbeat_check_interval': 1", 2);
    assertThat(dueAfter(15_000)).isEmpty();

    nanos += 4_000_000_001L;
    assertThat(dueAfter(60_000)).isEmpty();
    hear(1);
    assertThat(dueAfter(79_999)).isEmpty();
    assertThat(silentIn(dueAfter(81_000))).containsExactly(1, 2);
  }

  @Test
  void nobody_is_abandoned_where_no_heartbeat_is_asked_for_and_everybody_has_grace_when_it_is() {
    openWithSessions("'validity_period': 1000", 2);
    assertThat(dueAfter(500_000)).isEmpty();
    configure("'validity_period': 1000, 'heartbeat_timeout': 20, 'heartbeat_check_interval': 1");

    assertThat(dueAfter(519_999)).isEmpty();
    assertThat(silentIn(dueAfter(521_000))).containsExactly(1, 2);
  }

  /** Sessions expire in every second of a busy room. */
  @Test
  void the_silent_are_found_also_when_tokens_expire_at_every_look() {
    openWithSessions("'heartbeat_timeout': 5, 'heartbeat_check_interval': 1", 3);
    for (int second = 0; second < 20; second++) {
      claim(4 + second, 1L);
    }
    boolean found = false;
    for (int second = 1; second <= 20; second++) {
      wall.setMillis(START + second * 1000L);
      claim(50 + second, 0L);
      List<RoomEvent> due = housekeeping.due(room, clock);
      found |= silentIn(due).length > 0;
      due.forEach(room::apply);
    }

    assertThat(found).isTrue();
    assertThat(CountedSessions.of(room)).isEqualTo(new CountedSessions(43, 1, 3));
  }

  private record CountedSessions(long tokens, long live, long abandoned) {
    static CountedSessions of(RoomState room) {
      Counters counters = room.counters();
      return new CountedSessions(counters.token(), room.sessions().live(), counters.abandoned());
    }
  }

  @Test
  void the_answer_to_heartbeats_names_those_whose_session_is_over() {
    openWithSessions("'validity_period': 1000", 3);
    apply(new RoomCommand.EndSessions(List.of(new SessionEnd(1, 2, true)), false));

    assertThat(over(1, 1, 2, 3, 4)).containsExactly(2);
    assertThat(over(9, 1, 2)).containsExactly(1, 2);
    apply(new RoomCommand.Close(new ExpectedVersion.Any()));
    assertThat(over(1, 1, 3)).containsExactly(1, 3);
  }

  private long[] over(long epoch, long... positions) {
    byte[] beating = Bitmaps.toBytes(Roaring64Bitmap.bitmapOf(positions));
    RoomAnswer answer = housekeeping.heard(room, epoch, beating, clock.lineMillis());
    return Bitmaps.fromBytes(((RoomAnswer.Heard) answer).over()).toArray();
  }

  private void hear(long... positions) {
    over(1, positions);
  }

  private static long[] silentIn(List<RoomEvent> events) {
    return events.stream()
        .filter(SessionsFellSilent.class::isInstance)
        .flatMapToLong(event -> Arrays.stream(((SessionsFellSilent) event).positions()))
        .toArray();
  }

  private List<RoomEvent> dueAfter(long millis) {
    wall.setMillis(START + millis);
    List<RoomEvent> due = housekeeping.due(room, clock);
    due.forEach(room::apply);
    return due;
  }

  private void open(String settings) {
    room = new RoomState();
    configure(settings);
  }

  private void configure(String settings) {
    apply(new RoomCommand.Configure(TestSettings.of(settings), new ExpectedVersion.Any()));
  }

  /** A hundred people, two of whom are being served. */
  private void openWithPeople(String settings) {
    open(settings);
    apply(new RoomCommand.Join("node", 1, 100));
    apply(new RoomCommand.IncrementServing(2));
  }

  /** The first people of a hundred hold tokens; all are being served. */
  private void openWithSessions(String settings, long count) {
    open(settings);
    apply(new RoomCommand.Join("node", 1, 100));
    apply(new RoomCommand.IncrementServing(100));
    LongStream.rangeClosed(1, count).forEach(position -> claim(position, null));
  }

  private void claim(long position, @Nullable Long validity) {
    TokenClaim claim = new TokenClaim(room.epoch(), position, "issuer", "key", validity);
    apply(new RoomCommand.Claim(List.of(claim)));
  }

  private void apply(RoomCommand command) {
    for (RoomEvent event : command.decide(room, clock).events()) {
      room = room.apply(event);
    }
  }
}
