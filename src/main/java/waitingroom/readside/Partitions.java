package waitingroom.readside;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import waitingroom.readside.Tables.Write;
import waitingroom.room.RoomId;

/**
 * The table {@code epoch_partitions} for one room: the partitions that deleting an epoch must
 * remove. A partition is recorded before its first row is written.
 */
final class Partitions {
  private static final int KNOWN_MAX = 10_000;
  private static final String INSERT =
      "INSERT INTO ks.epoch_partitions (room, epoch, kind, bucket) VALUES (?, ?, ?, ?)";
  private static final String ALL =
      "SELECT kind, bucket FROM ks.epoch_partitions WHERE room = ? AND epoch = ?";
  private static final String FORGET =
      "DELETE FROM ks.epoch_partitions WHERE room = ? AND epoch = ?";

  private final ActorSystem<?> system;
  private final Tables tables;
  private final String room;
  private final Set<List<Object>> known = new HashSet<>();

  Partitions(ActorSystem<?> system, Tables tables, RoomId room) {
    this.system = system;
    this.tables = tables;
    this.room = room.value();
  }

  /** Records the buckets of a table that are new. */
  CompletionStage<Done> remember(long epoch, String kind, Collection<Long> buckets) {
    List<Write> writes = new ArrayList<>();
    List<List<Object>> fresh = new ArrayList<>();
    for (long bucket : buckets) {
      List<Object> partition = List.of(epoch, kind, bucket);
      if (!known.contains(partition)) {
        fresh.add(partition);
        writes.add(
            new Write(INSERT, List.of(room, epoch), new Object[] {room, epoch, kind, bucket}));
      }
    }
    return tables
        .writeAll(writes)
        .thenApply(
            done -> {
              if (known.size() > KNOWN_MAX) {
                known.clear();
              }
              known.addAll(fresh);
              return done;
            });
  }

  /**
   * Deletes the epoch before this one, and what a slower projection may have left of the one before
   * that. Idempotent.
   */
  CompletionStage<Done> deleteBefore(long epoch) {
    known.clear();
    return delete(epoch - 2).thenCompose(done -> delete(epoch - 1));
  }

  private CompletionStage<Done> delete(long epoch) {
    return tables
        .select(ALL, room, epoch)
        .mapAsync(1, partition -> delete(epoch, partition))
        .runWith(Sink.ignore(), system)
        .thenCompose(done -> tables.write(FORGET, room, epoch));
  }

  /**
   * Not for good: a projection that repeats events of the epoch needs its rows again for a while.
   */
  private CompletionStage<Done> delete(long epoch, Row partition) {
    String kind = partition.getString("kind");
    if (kind == null || !ReadSideNames.EPOCH_TABLES.contains(kind)) {
      throw new IllegalStateException("there is no table " + kind);
    }
    return tables.write(
        "DELETE FROM ks." + kind + " WHERE room = ? AND epoch = ? AND bucket = ?",
        room,
        epoch,
        partition.getLong("bucket"));
  }
}
