package waitingroom.page;

import akka.Done;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/** The designs in Cassandra, two rows per room; {@code cassandra/13-pages.cql}. */
public final class DesignTable {
  private static final String SELECT =
      "SELECT design FROM ks.pages WHERE event_id = ? AND stage = ?";
  private static final String INSERT =
      "INSERT INTO ks.pages (event_id, stage, design) VALUES (?, ?, ?) USING TIMESTAMP ?";
  private static final String DELETE = "DELETE FROM ks.pages USING TIMESTAMP ? WHERE event_id = ?";

  private static final String WRITTEN = "SELECT writetime(design) FROM ks.pages WHERE event_id = ?";

  /** Ignores unknown members: during an upgrade old nodes read what new ones wrote. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Database database;
  private final WriteTimes times;

  public DesignTable(Database database, WriteTimes times) {
    this.database = database;
    this.times = times;
  }

  CompletionStage<Optional<PageDesign>> find(RoomId room, Stage stage) {
    return database
        .one(SELECT, room.value(), stage.column())
        .thenApply(row -> row.map(found -> design(found.getString("design"))));
  }

  CompletionStage<Done> save(RoomId room, Stage stage, PageDesign design) {
    String json = json(design);
    return nextTime(room)
        .thenCompose(at -> database.write(INSERT, room.value(), stage.column(), json, at));
  }

  CompletionStage<Done> delete(RoomId room) {
    return nextTime(room).thenCompose(at -> database.write(DELETE, at, room.value()));
  }

  private CompletionStage<Long> nextTime(RoomId room) {
    return times.next("pages " + room, WRITTEN, room.value());
  }

  private static String json(PageDesign design) {
    try {
      return MAPPER.writeValueAsString(design);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static PageDesign design(String json) {
    try {
      return MAPPER.readValue(json, PageDesign.class);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
