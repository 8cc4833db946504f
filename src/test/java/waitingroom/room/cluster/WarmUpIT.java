package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.testkit.NodeSerialization;
import waitingroom.testkit.TestCassandra;

/** The warm-up of a node leaves existing rooms alone and ends in time. */
class WarmUpIT {
  private static final RoomId GOOD = new RoomId("good");
  private static final RoomId RUINED = new RoomId("ruined");
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestCassandra cassandra = TestCassandra.shared();
  private final String keyspace = cassandra.keyspaceFor(WarmUpIT.class);

  @Test
  void reads_and_writes_nothing() {
    LoneRoom room = opened(GOOD);
    try (room;
        CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      List<String> before = rows(session);
      LoggingTestKit.empty()
          .withLogLevel(Level.ERROR)
          .withOccurrences(0)
          .expect(
              room.kit().system(),
              () -> {
                warmUp(room.kit(), GOOD, LONG);
                return null;
              });
      assertThat(before).isNotEmpty();
      assertThat(rows(session)).isEqualTo(before);
    }
  }

  @Test
  void a_room_that_cannot_be_read_is_passed_over() {
    try (LoneRoom room = opened(RUINED);
        CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      ruin(session);
      LoggingTestKit.error("Exception during recovery")
          .expect(
              room.kit().system(),
              () -> {
                warmUp(room.kit(), RUINED, LONG);
                return null;
              });
    }
  }

  @Test
  void a_database_that_does_not_answer_ends_it_in_time() {
    ActorTestKit kit =
        ActorTestKit.create(
            "WarmUpIT",
            ConfigFactory.parseString(
                    """
                    datastax-java-driver {
                      basic.contact-points = ["127.0.0.1:1"]
                      advanced.reconnect-on-init = true
                    }
                    """)
                .withFallback(cassandra.akkaConfig(keyspace))
                .withFallback(NodeSerialization.CONFIG));
    try {
      warmUp(kit, GOOD, Duration.ofSeconds(1));
    } finally {
      kit.shutdownTestKit();
    }
  }

  private LoneRoom opened(RoomId name) {
    LoneRoom room = LoneRoom.start(name, cassandra, keyspace);
    room.ask(new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));
    room.ask(new RoomCommand.Join("node", 1, 3));
    return room;
  }

  private static void warmUp(ActorTestKit kit, RoomId room, Duration limit) {
    var unused =
        WarmUp.start(kit.system(), Set.of(room), limit)
            .toCompletableFuture()
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
  }

  private List<String> rows(CqlSession session) {
    return Stream.of("messages", "snapshots", "metadata", "all_persistence_ids")
        .flatMap(
            table ->
                session.execute("SELECT * FROM %s.%s".formatted(keyspace, table)).all().stream())
        .map(Row::getFormattedContents)
        .toList();
  }

  private void ruin(CqlSession session) {
    String id = RUINED.persistenceId();
    Row first =
        session
            .execute(
                "SELECT partition_nr, sequence_nr, timestamp FROM %s.messages WHERE persistence_id = ? AND partition_nr = 0"
                    .formatted(keyspace),
                id)
            .one();
    assertThat(first).isNotNull();
    session.execute(
        "UPDATE %s.messages SET event = 0x00 WHERE persistence_id = ? AND partition_nr = ? AND sequence_nr = ? AND timestamp = ?"
            .formatted(keyspace),
        id,
        first.getLong(0),
        first.getLong(1),
        first.getUuid(2));
  }
}
