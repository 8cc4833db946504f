package waitingroom.readside;

import akka.Done;
import akka.NotUsed;
import akka.stream.javadsl.Source;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import waitingroom.readside.Tables.Write;
import waitingroom.room.RoomId;

/** The tables {@code statistics} and {@code statistics_by_minute}. */
final class StatisticsTable {
  private static final long MINUTES_PER_DAY = 1440;
  private static final String INSERT =
      "INSERT INTO ks.statistics (room, sequence_nr, state) VALUES (?, ?, ?) USING TIMESTAMP ?";
  private static final String SELECT = "SELECT state FROM ks.statistics WHERE room = ?";
  private static final String INSERT_MINUTE =
      "INSERT INTO ks.statistics_by_minute (room, day, minute, joined, admitted, tokens, completed,"
          + " abandoned, given_up, waiting, serving, active, waits)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?";
  private static final String SELECT_MINUTES =
      "SELECT * FROM ks.statistics_by_minute"
          + " WHERE room = ? AND day = ? AND minute >= ? AND minute < ?";

  private final Tables tables;
  private final long keepSeconds;

  /**
   * @param keep retention of a minute
   */
  StatisticsTable(Tables tables, Duration keep) {
    this.tables = tables;
    this.keepSeconds = keep.toSeconds();
  }

  /** Last saved state of a room. */
  CompletionStage<Optional<TallyMemory>> read(RoomId room) {
    return tables
        .one(SELECT, room.value())
        .thenApply(row -> row.map(found -> found.getString("state")).map(TallyMemory::fromJson));
  }

  /** Saves the minutes first, then the state that says they are saved. */
  CompletionStage<Done> save(RoomId room, TallyMemory memory, List<Minute> minutes) {
    long number = memory.sequenceNr();
    return tables
        .writeAll(minutes.stream().map(minute -> row(room, number, minute)).toList())
        .thenCompose(done -> tables.write(INSERT, room.value(), number, memory.toJson(), number));
  }

  private Write row(RoomId room, long number, Minute minute) {
    long day = Math.floorDiv(minute.number(), MINUTES_PER_DAY);
    Figures figures = minute.figures();
    return new Write(
        INSERT_MINUTE,
        List.of(room.value(), day),
        new Object[] {
          room.value(),
          day,
          minute.number(),
          figures.joined(),
          figures.admitted(),
          figures.tokens(),
          figures.completed(),
          figures.abandoned(),
          figures.givenUp(),
          figures.waiting(),
          figures.serving(),
          figures.active(),
          ByteBuffer.wrap(figures.waits().toBytes()),
          number,
          (int) keepSeconds
        });
  }

  /** Minutes in order, {@code until} exclusive. */
  Source<Minute, NotUsed> minutes(RoomId room, long from, long until) {
    List<Long> days =
        LongStream.rangeClosed(
                Math.floorDiv(from, MINUTES_PER_DAY), Math.floorDiv(until - 1, MINUTES_PER_DAY))
            .boxed()
            .toList();
    return Source.from(new ArrayList<>(days))
        .flatMapConcat(day -> tables.select(SELECT_MINUTES, room.value(), day, from, until))
        .map(StatisticsTable::minute);
  }

  private static Minute minute(Row row) {
    ByteBuffer waits = row.getByteBuffer("waits");
    byte[] bytes = new byte[waits == null ? 0 : waits.remaining()];
    if (waits != null) {
      waits.get(bytes);
    }
    return new Minute(
        row.getLong("minute"),
        new Figures(
            row.getLong("joined"),
            row.getLong("admitted"),
            row.getLong("tokens"),
            row.getLong("completed"),
            row.getLong("abandoned"),
            row.getLong("given_up"),
            row.getLong("waiting"),
            row.getLong("serving"),
            row.getLong("active"),
            waits == null ? new Waits() : Waits.fromBytes(bytes)));
  }
}
