package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.TokenClaim;
import waitingroom.testkit.TestCassandra;

/** A room with a history recovers from its snapshot and the events after it. */
@Tag("heavy")
class RecoveryIT {
  private static final RoomId ROOM = new RoomId("Sample");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BATCHES = 1200;

  @Test
  void a_room_of_more_than_a_thousand_events_is_the_same_after_a_restart() {
    TestCassandra cassandra = TestCassandra.shared();
    String keyspace = cassandra.keyspaceFor(RecoveryIT.class);
    RoomReply before;
    try (LoneRoom run = LoneRoom.start(ROOM, cassandra, keyspace)) {
      run.ask(new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));
      run.ask(new RoomCommand.IncrementServing(1000));
      fill(run);
      before = run.ask(claims());
      assertThat(before.status().counters().queue()).isEqualTo(3L * BATCHES);
      assertThat(before.status().counters().token()).isEqualTo(2);
      awaitSnapshot(cassandra, keyspace);
    }

    try (LoneRoom run = LoneRoom.start(ROOM, cassandra, keyspace)) {
      assertThat(run.ask(claims())).isEqualTo(before);
      assertThat(run.ask(new RoomCommand.Join("node", BATCHES, 3)).answer())
          .isInstanceOf(RoomAnswer.Joined.class);
      assertThat(run.ask(new RoomCommand.CountActive()).status()).isEqualTo(before.status());
    }
  }

  private static RoomCommand claims() {
    return new RoomCommand.Claim(
        List.of(
            new TokenClaim(1, 1, "issuer", "key", null),
            new TokenClaim(1, 1000, "issuer", "key", null)));
  }

  /** Sends several at a time; the room takes them one after the other. */
  private static void fill(LoneRoom run) {
    TestProbe<RoomReply> probe = run.kit().createTestProbe();
    for (int i = 0; i < BATCHES; i++) {
      run.room().tell(new RoomRequest(new RoomCommand.Join("node", i + 1, 3), probe.getRef()));
    }
    for (int i = 0; i < BATCHES; i++) {
      assertThat(probe.receiveMessage(PATIENCE).answer()).isInstanceOf(RoomAnswer.Joined.class);
    }
  }

  private static void awaitSnapshot(TestCassandra cassandra, String keyspace) {
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  session.execute("SELECT sequence_nr FROM " + keyspace + ".snapshots").all().size()
                      == 1);
    }
  }
}
