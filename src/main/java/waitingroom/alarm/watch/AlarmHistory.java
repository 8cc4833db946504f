package waitingroom.alarm.watch;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.AlarmSetting;
import waitingroom.inlet.AlarmState;
import waitingroom.store.Database;

/** The table of past alarm states, written a few seconds after a change. */
public final class AlarmHistory {
  private final Database database;
  private final Duration keep;
  private final Clock clock;

  AlarmHistory(Database database, Duration keep, Clock clock) {
    this.database = database;
    this.keep = keep;
    this.clock = clock;
  }

  /** Records a change; idempotent. */
  CompletionStage<Done> add(long sequenceNr, AlarmsSet change) {
    long ageMillis = Math.max(0, clock.millis() - change.atMillis());
    int secondsLeft =
        Math.toIntExact(keep.toSeconds() - Math.min(keep.toSeconds(), ageMillis / 1000));
    CompletionStage<Done> all = CompletableFuture.completedStage(Done.getInstance());
    if (secondsLeft > 0) {
      for (AlarmSetting setting : change.alarms()) {
        all = all.thenCompose(done -> add(sequenceNr, change.atMillis(), setting, secondsLeft));
      }
    }
    return all;
  }

  private CompletionStage<Done> add(
      long sequenceNr, long atMillis, AlarmSetting setting, int secondsLeft) {
    return database.write(
        "INSERT INTO ks.alarm_history (name, sequence_nr, at, state, reason)"
            + " VALUES (?, ?, ?, ?, ?) USING TTL ?",
        setting.name().value(),
        sequenceNr,
        Instant.ofEpochMilli(atMillis),
        setting.state().name(),
        setting.reason(),
        secondsLeft);
  }

  /**
   * Changes of an alarm before one of them, newest first.
   *
   * @param before {@link AlarmChange#sequenceNr()}; {@link Long#MAX_VALUE}: from the newest
   */
  public CompletionStage<List<AlarmChange>> before(AlarmName name, long before, int limit) {
    return database
        .read(
            "SELECT sequence_nr, at, state, reason FROM ks.alarm_history"
                + " WHERE name = ? AND sequence_nr < ? LIMIT ?",
            name.value(),
            before,
            limit)
        .thenApply(rows -> rows.stream().map(AlarmHistory::change).toList());
  }

  private static AlarmChange change(Row row) {
    return new AlarmChange(
        row.getLong("sequence_nr"),
        Objects.requireNonNull(row.getInstant("at")).toEpochMilli(),
        AlarmState.valueOf(Objects.requireNonNull(row.getString("state"))),
        row.getString("reason"));
  }
}
