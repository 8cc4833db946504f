package waitingroom.tool.purge;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;
import waitingroom.store.WriteTimes;

/**
 * Journals of the rooms as rows: their last events and their partitions.
 *
 * <p>Reads and writes the tables directly: the plugin's {@code Cleanup} needs an actor system with
 * a node's configuration, and neither counts the rows beforehand nor reads the last event.
 *
 * @param partitionSize events per partition, {@code
 *     akka.persistence.cassandra.journal.target-partition-size}
 */
record Journal(Keyspace keyspace, RowTimes times, long partitionSize) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Finds the last event of a closed room.
   *
   * @throws PurgeRefused if there is no such room, it is open, or it has already been purged
   */
  ClosedRoom closedRoom(RoomId id) {
    Row last = lastRow(id);
    if (last == null) {
      throw new PurgeRefused(
          deletedTo(id) > 0
              ? "Room " + id + " has already been purged"
              : "There is no room " + id + ": check the event id and the keyspace");
    }
    JsonNode event = json(last);
    if (!event.path("type").asText().equals("room-closed")) {
      throw new PurgeRefused(
          "Room %s is open: close it first with DELETE /rooms/%1$s".formatted(id));
    }
    return new ClosedRoom(
        id, last.getLong("sequence_nr"), Instant.ofEpochMilli(event.path("atMillis").asLong()));
  }

  /** The last event. A partition may be skipped where several events were written at once. */
  private @Nullable Row lastRow(RoomId id) {
    long partition = partition(Math.max(1, Math.max(newestSnapshot(id), deletedTo(id))));
    Row last = null;
    for (int empty = 0; empty < 2; partition++) {
      Row newest =
          keyspace.first(
              "SELECT sequence_nr, event FROM ks.messages"
                  + " WHERE persistence_id = ? AND partition_nr = ?"
                  + " ORDER BY sequence_nr DESC LIMIT 1",
              id.persistenceId(),
              partition);
      last = newest == null ? last : newest;
      empty = newest == null ? empty + 1 : 0;
    }
    return last;
  }

  private static JsonNode json(Row row) {
    ByteBuffer event = row.getByteBuffer("event");
    byte[] bytes = new byte[event == null ? 0 : event.remaining()];
    if (event != null) {
      event.get(bytes);
    }
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new PurgeRefused(
          "The last event cannot be read: it was written by another version; use the tool of that version");
    }
  }

  /** Sequence number of the newest snapshot; 0 if there is none. */
  long newestSnapshot(RoomId id) {
    return number(
        keyspace.first(
            "SELECT sequence_nr FROM ks.snapshots WHERE persistence_id = ? LIMIT 1",
            id.persistenceId()));
  }

  private long deletedTo(RoomId id) {
    return number(
        keyspace.first(
            "SELECT deleted_to FROM ks.metadata WHERE persistence_id = ?", id.persistenceId()));
  }

  private static long number(@Nullable Row row) {
    return row == null ? 0 : row.getLong(0);
  }

  /** Partition of an event, as the plugin computes it. */
  long partition(long sequenceNr) {
    return (sequenceNr - 1) / partitionSize;
  }

  /**
   * Marks the journal as deleted up to the last event, as the plugin does before it deletes.
   * Recovery and readers continue after that event, and the next event gets the next number.
   */
  void beginAfter(ClosedRoom room) {
    long written =
        WriteTimes.latest(
            keyspace
                .execute(
                    "SELECT writetime(deleted_to) FROM ks.metadata WHERE persistence_id = ?",
                    room.persistenceId())
                .all());
    keyspace.execute(
        "INSERT INTO ks.metadata (persistence_id, deleted_to) VALUES (?, ?) USING TIMESTAMP ?",
        room.persistenceId(),
        room.lastEvent(),
        times.after(written));
  }
}
