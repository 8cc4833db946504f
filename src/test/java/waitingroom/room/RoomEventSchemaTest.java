package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.inlet.Pace;
import waitingroom.inlet.QueueingMethod;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.schedule.Commitment;
import waitingroom.schedule.DrawSteps;
import waitingroom.schedule.Drawn;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.Schedule;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;
import waitingroom.store.Bitmaps;
import waitingroom.testkit.EventSchema;

/** The persisted schema of a room and of the directory. */
class RoomEventSchemaTest extends EventSchema {
  private static final SessionTerms TERMS =
      new SessionTerms("https://example.com/api", "key-1", 1_700_000_000, 1_700_003_600);

  private static final String SNAPSHOT = "waitingroom.room.RoomSnapshot";

  RoomEventSchemaTest() {
    super(
        Path.of("src/test/resources/events"),
        new Samples(
            samples(), List.of(new Sample("room-snapshot", SNAPSHOT, planned(snapshot(2), 2)))),
        new Samples(
            earlier(),
            List.of(
                new Sample("room-snapshot-4", SNAPSHOT, snapshot(2)),
                new Sample("room-snapshot-3", SNAPSHOT, snapshot(TestSettings.WITHOUT_METHOD, 2)),
                new Sample("room-snapshot-2", SNAPSHOT, snapshot(TestSettings.WITHOUT_METHOD, 0)),
                new Sample(
                    "room-snapshot-1",
                    SNAPSHOT,
                    snapshot(TestSettings.validityPeriod(900), null, 0)))));
  }

  private static final ScheduledEvent EVENT =
      new ScheduledEvent(
          "0123456789abcdef0123456789abcdef",
          1,
          "summer-sale",
          "Everything must go",
          1_800_000_000L,
          1_800_001_800,
          1_800_010_000,
          true,
          30,
          true,
          false,
          new Overrides(100L, 20L, 15L, QueueingMethod.FIFO),
          1_700_000_000,
          1_700_000_001);

  private static List<Sample> samples() {
    String event = "waitingroom.room.RoomEvent$";
    return List.of(
        new Sample(
            "room-opened",
            event + "RoomOpened",
            new RoomEvent.RoomOpened(2, TestSettings.UNUSUAL, 1_700_000_000_123L)),
        new Sample(
            "settings-changed",
            event + "SettingsChanged",
            new RoomEvent.SettingsChanged(TestSettings.validityPeriod(1200), 1_700_000_000_124L)),
        new Sample(
            "positions-assigned",
            event + "PositionsAssigned",
            new PositionsAssigned(501, 3, 1_700_000_000_125L, "node-1", 42)),
        new Sample(
            "serving-advanced",
            event + "ServingAdvanced",
            new RoomEvent.ServingAdvanced(250, 50, 1_700_000_000_126L, Cause.INLET)),
        new Sample(
            "positions-expired",
            event + "PositionsExpired",
            new RoomEvent.PositionsExpired(250, 7, 1_700_000_000_126L)),
        new Sample(
            "sessions-fell-silent",
            event + "SessionsFellSilent",
            new RoomEvent.SessionsFellSilent(new long[] {8, 9}, 1_700_000_000_127L)),
        new Sample(
            "tokens-granted",
            event + "TokensGranted",
            new RoomEvent.TokensGranted(List.of(new Grant(TERMS, new long[] {7, 9})))),
        new Sample(
            "sessions-ended",
            event + "SessionsEnded",
            new RoomEvent.SessionsEnded(new long[] {7}, new long[] {8, 9}, 1_700_000_000_127L, 2L)),
        new Sample(
            "sessions-expired",
            event + "SessionsExpired",
            new RoomEvent.SessionsExpired(1_700_003_601, 5)),
        new Sample(
            "room-reset", event + "RoomReset", new RoomEvent.RoomReset(3, 1_700_000_000_128L)),
        new Sample(
            "room-closed", event + "RoomClosed", new RoomEvent.RoomClosed(1_700_000_000_129L)),
        new Sample(
            "format-raised",
            event + "FormatRaised",
            new RoomEvent.FormatRaised(2, 1_700_000_000_130L)),
        new Sample(
            "event-planned",
            event + "EventPlanned",
            new RoomEvent.EventPlanned(
                EVENT,
                new Commitment("5a".repeat(32), "drand quicknet", 4242, 1_700_000_000),
                1_700_000_000_131L)),
        new Sample(
            "event-removed",
            event + "EventRemoved",
            new RoomEvent.EventRemoved(1, 1_700_000_000_132L)),
        new Sample(
            "stage-reached",
            event + "StageReached",
            new RoomEvent.StageReached(1, Stage.DRAWING, true, 1_700_000_000_133L)),
        new Sample(
            "draw-stepped",
            event + "DrawStepped",
            new RoomEvent.DrawStepped(
                1,
                new DrawSteps("a5".repeat(32), 4243, "the room was away", "statement"),
                1_700_000_000_134L)),
        new Sample(
            "draw-revealed",
            event + "DrawRevealed",
            new RoomEvent.DrawRevealed(
                new Drawn(1, 502, 7, "97".repeat(32)),
                "2b".repeat(32),
                "8a62e9",
                1_700_000_000_135L)),
        new Sample(
            "room-registered",
            "waitingroom.room.RoomDirectory$RoomRegistered",
            new RoomDirectory.RoomRegistered(new RoomId("black-friday"))));
  }

  /** Events of earlier versions and their present meaning. */
  private static List<Sample> earlier() {
    String event = "waitingroom.room.RoomEvent$";
    return List.of(
        new Sample(
            "room-opened-1",
            event + "RoomOpened",
            new RoomEvent.RoomOpened(2, TestSettings.validityPeriod(900), 1_700_000_000_123L)),
        new Sample(
            "room-opened-2",
            event + "RoomOpened",
            new RoomEvent.RoomOpened(2, TestSettings.WITHOUT_MESSAGE, 1_700_000_000_123L)),
        new Sample(
            "room-opened-3",
            event + "RoomOpened",
            new RoomEvent.RoomOpened(2, TestSettings.WITHOUT_METHOD, 1_700_000_000_123L)),
        new Sample(
            "settings-changed-2",
            event + "SettingsChanged",
            new RoomEvent.SettingsChanged(TestSettings.validityPeriod(1200), 1_700_000_000_124L)),
        new Sample(
            "settings-changed-1",
            event + "SettingsChanged",
            new RoomEvent.SettingsChanged(TestSettings.validityPeriod(1200), 1_700_000_000_124L)),
        new Sample(
            "sessions-ended-1",
            event + "SessionsEnded",
            new RoomEvent.SessionsEnded(new long[] {7}, new long[] {8, 9}, 1_700_000_000_127L)),
        new Sample(
            "sessions-expired-1",
            event + "SessionsExpired",
            new RoomEvent.SessionsExpired(1_700_003_601, 0)),
        new Sample(
            "serving-advanced-1",
            event + "ServingAdvanced",
            new RoomEvent.ServingAdvanced(250, -50, 1_700_000_000_126L, Cause.OPERATOR)));
  }

  private static RoomSnapshot snapshot(int format) {
    return snapshot(TestSettings.UNUSUAL, format);
  }

  private static RoomSnapshot snapshot(RoomSettings settings, int format) {
    var expiry =
        new PositionExpiry.Memory(
            200,
            List.of(new PositionExpiry.Step(300, 1_700_000_000)),
            List.of(new PositionExpiry.Step(201, 1_699_999_999)));
    var pace =
        new Pace.Memory(List.of(new Pace.Admission(1_700_000_000_000L, 50)), 1_700_000_000_012.5);
    return snapshot(settings, new LineState.Memory(expiry, pace, 1_700_000_000_125L), format);
  }

  private static RoomSnapshot snapshot(
      RoomSettings settings, LineState.@Nullable Memory line, int format) {
    return new RoomSnapshot(
        Phase.OPEN,
        2,
        settings,
        5,
        new Counters(501, 300, 4, 0, 1, 1),
        List.of(new PositionsAssigned(499, 3, 1_700_000_000_125L, "node-1", 42)),
        List.of(new Grant(TERMS, new long[] {1, 2})),
        Bitmaps.toBytes(Roaring64Bitmap.bitmapOf(3)),
        Bitmaps.toBytes(Roaring64Bitmap.bitmapOf(4, 5)),
        line,
        format);
  }

  /** With an event whose list is closed. */
  private static RoomSnapshot planned(RoomSnapshot base, int format) {
    Schedule schedule =
        Schedule.EMPTY
            .with(EVENT, null)
            .reached(1, Stage.PREQUEUE, 499, false)
            .reached(1, Stage.DRAWING, 501, false);
    return new RoomSnapshot(
        base.phase(),
        base.epoch(),
        base.settings(),
        base.settingsVersion(),
        base.counters(),
        base.lastBatches(),
        base.liveSessions(),
        base.expired(),
        base.closed(),
        base.line(),
        format,
        schedule,
        List.of(new EntryTimes.Run(500, 2, 1_700_000_000)));
  }

  @Test
  void every_event_has_a_sample_and_an_effect() {
    assertSampled(List.of(RoomEvent.class.getPermittedSubclasses()));
    for (Sample sample : samples()) {
      if (sample.value() instanceof RoomEvent event) {
        RoomState before = RoomState.fromSnapshot(planned(snapshot(1), 1));
        String unchanged = text(before);
        assertThat(text(before.apply(event))).as(sample.file()).isNotEqualTo(unchanged);
      }
    }
  }

  @Test
  void a_state_is_what_its_snapshot_says() {
    RoomState state = RoomState.fromSnapshot(snapshot(2));
    assertThat(state.toSnapshot()).usingRecursiveComparison().isEqualTo(snapshot(2));
  }

  private static String text(RoomState state) {
    RoomSnapshot copy = state.toSnapshot();
    return state.status(new RoomId("Sample"), 0)
        + " "
        + copy.format()
        + copy.line()
        + Arrays.toString(copy.closed())
        + Arrays.toString(copy.expired());
  }
}
