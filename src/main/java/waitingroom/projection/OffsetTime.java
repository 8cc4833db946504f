package waitingroom.projection;

import akka.Done;
import akka.actor.typed.ActorSystem;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;
import waitingroom.store.Database;
import waitingroom.store.WriteFloor;
import waitingroom.store.WriteTimes;

/**
 * The write time of a stored offset. A node that continues a projection must write later, or the
 * old offset stays and the events since are read again at each start. Akka Projection chooses one
 * of five partitions by a hash of the key.
 */
final class OffsetTime {
  private static final String SELECT =
      "SELECT writetime(offset) FROM ks.offset_store WHERE projection_name = ?"
          + " AND partition IN (0, 1, 2, 3, 4) AND projection_key = ?";

  private final Database database;
  private final WriteFloor floor;

  OffsetTime(ActorSystem<?> system) {
    this.database = new Database(system);
    this.floor = WriteFloor.of(system);
  }

  /** Makes the node's writes later than the offset that is stored. */
  CompletionStage<Done> pass(String projection, RoomId room) {
    return database
        .read(SELECT, projection, room.value())
        .thenApply(
            rows -> {
              long written = WriteTimes.latest(rows);
              if (written != Long.MIN_VALUE) {
                floor.raise(written);
              }
              return Done.getInstance();
            });
  }
}
