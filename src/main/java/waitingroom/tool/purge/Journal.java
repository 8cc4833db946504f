package waitingroom.tool.purge;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;

/**
 * The journals of the rooms as rows: where they end, and which partitions they have.
 *
 * @param partitionSize events per partition, {@code
 *     akka.persistence.cassandra.journal.target-partition-size}
 */
record Journal(Keyspace keyspace, long partitionSize) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * The end of a room.
   *
   * @throws PurgeRefused when there is no such room, when it is open, or when nothing is left
   */
  ClosedRoom closedRoom(RoomId id) {
    Row last = lastRow(id);
    if (last == null) {
      throw new PurgeRefused(
          deletedTo(id) > 0
              ? "The data of the room " + id + " have been deleted: nothing is left to delete"
              : "There is no room " + id + ": check its name and the keyspace");
    }
    JsonNode event = json(last);
    if (!event.path("type").asText().equals("room-closed")) {
      throw new PurgeRefused(
          "The room %s is open: close it first, with DELETE /rooms/%1$s".formatted(id));
    }
    return new ClosedRoom(
        id, last.getLong("sequence_nr"), Instant.ofEpochMilli(event.path("atMillis").asLong()));
  }

  /** The newest event; a partition may be left out where several events were written at once. */
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
          "The last event cannot be read: it was written by another version, use that one's");
    }
  }

  /** The number of the event that the newest snapshot reflects; 0: there is none. */
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

  /** As the journal places them. */
  long partition(long sequenceNr) {
    return (sequenceNr - 1) / partitionSize;
  }

  /**
   * Says where the journal begins from now on, as the plugin does before it deletes. Whoever
   * recovers or reads it goes on behind that event, and the next one gets the next number.
   */
  void beginAfter(ClosedRoom room) {
    keyspace.execute(
        "INSERT INTO ks.metadata (persistence_id, deleted_to) VALUES (?, ?)",
        room.persistenceId(),
        room.lastEvent());
  }
}
