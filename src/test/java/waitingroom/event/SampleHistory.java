package waitingroom.event;

import java.util.List;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomSettings;
import waitingroom.room.SessionTerms;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;

/** A room's events, of every kind that is told to others. */
final class SampleHistory {
  static final long AT = 1_700_000_000_123L;
  static final SessionTerms TERMS =
      new SessionTerms("https://example.com/api", "key-1", 1_700_000_060, 1_700_003_660);

  static final ScheduledEvent SALE =
      new ScheduledEvent(
          "0123456789abcdef0123456789abcdef",
          1,
          "summer-sale",
          "",
          1_700_000_100L,
          1_700_000_400,
          1_700_004_000,
          false,
          0,
          false,
          false,
          new Overrides(null, null, null, null),
          1_700_000_000,
          1_700_000_000);

  /** One visit and every other kind of event, in a possible order. */
  static final List<RoomEvent> EVENTS =
      List.of(
          new RoomOpened(1, RoomSettings.DEFAULT, AT),
          new PositionsAssigned(1, 40, AT, "node-1", 1),
          new PositionsAssigned(41, 10, AT + 2000, "node-1", 2),
          new ServingAdvanced(45, 45, AT + 3000, Cause.OPERATOR),
          new TokensGranted(List.of(new Grant(TERMS, new long[] {3, 40, 41}))),
          new SessionsEnded(new long[] {3}, new long[] {40}, AT + 90_000, 2L),
          new RoomEvent.SessionsFellSilent(new long[] {41}, AT + 120_000),
          new RoomEvent.SessionsExpired(1_700_003_661, 1),
          new RoomEvent.PositionsExpired(45, 42, AT + 900_000),
          new ServingAdvanced(87, 42, AT + 900_000, Cause.EXPIRY),
          new RoomEvent.SettingsChanged(RoomSettings.DEFAULT, AT + 950_000),
          new RoomEvent.EventPlanned(SALE, null, AT + 951_000),
          new RoomEvent.StageReached(1, Stage.PREQUEUE, false, AT + 952_000),
          new RoomEvent.StageReached(1, Stage.RUNNING, false, AT + 953_000),
          new RoomEvent.StageReached(1, Stage.OVER, false, AT + 954_000),
          new RoomEvent.EventRemoved(1, AT + 955_000),
          new RoomReset(2, AT + 960_000),
          new RoomEvent.RoomClosed(AT + 970_000));

  private SampleHistory() {}
}
