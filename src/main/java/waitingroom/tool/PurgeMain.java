package waitingroom.tool;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.config.Block;
import waitingroom.config.ProjectionsReader;
import waitingroom.room.RoomId;
import waitingroom.tool.purge.Purge;
import waitingroom.tool.purge.PurgeRefused;

/**
 * Deletes the data of a closed room; see {@code docs/OPERATIONS.md}. Connects with a node's
 * configuration: {@code -Dconfig.file=conf/<place>.conf}.
 *
 * <p>Arguments: the event id, which lists the rows and deletes nothing; or the event id, {@code
 * --delete} and the event id again.
 */
public final class PurgeMain {
  private static final Logger log = LoggerFactory.getLogger(PurgeMain.class);
  private static final String USAGE = "Usage: PurgeMain <event-id> [--delete <event-id>]";

  private PurgeMain() {}

  public static void main(String[] args) {
    try {
      run(List.of(args), ConfigFactory.load(), Clock.systemUTC())
          .forEach(line -> log.info("{}", line));
    } catch (IllegalArgumentException | ConfigException | PurgeRefused e) {
      fail(e.getMessage());
    } catch (DriverException e) {
      fail(
          "Cassandra refused (%s): check contact point, data centre, tables and permissions, then run it again"
              .formatted(e.getMessage()));
    }
  }

  /**
   * Runs the program.
   *
   * @return lines for the operator
   * @throws IllegalArgumentException if the arguments are wrong
   * @throws PurgeRefused if the room must not be purged
   */
  static List<String> run(List<String> args, Config place, Clock clock) {
    boolean delete = args.size() == 3 && args.get(1).equals("--delete");
    if (args.size() != 1 && !delete) {
      throw new IllegalArgumentException(USAGE);
    }
    RoomId room = new RoomId(args.get(0));
    if (delete && !args.get(2).equals(room.value())) {
      throw new IllegalArgumentException(
          "The event ids differ, so nothing was deleted: repeat the event id after --delete");
    }
    try (CqlSession session = PlaceSession.open(place, false)) {
      Purge purge =
          new Purge(
              session,
              PlaceSession.keyspace(place),
              place.getLong("akka.persistence.cassandra.journal.target-partition-size"),
              ProjectionsReader.read(Block.of(place)).idleAfter(),
              clock);
      List<String> lines = new ArrayList<>();
      purge.list(room).forEach((table, rows) -> lines.add(table + ": " + rows + " rows"));
      if (delete) {
        purge.delete(room);
      }
      lines.add(
          delete
              ? "Deleted. The name and one snapshot with counters and settings remain"
              : "Nothing was deleted. To delete this: " + room + " --delete " + room);
      return lines;
    }
  }

  private static void fail(@Nullable String message) {
    log.error("{}", message);
    System.exit(1);
  }
}
