package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomDirectory;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.SessionTerms;
import waitingroom.room.TokenClaim;
import waitingroom.testkit.NodeSerialization;

/**
 * The largest messages between two nodes fit into a frame of the transport, which would drop them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameSizeTest {
  private static final long FRAME_BYTES =
      ConfigFactory.parseResources("cluster.conf")
          .resolve()
          .getBytes("akka.remote.artery.advanced.maximum-frame-size");

  /** Overhead of a message: envelope, addresses, class names. */
  private static final int AROUND_BYTES = 2_000;

  /** The limit in {@code waitingroom.config.Settings}. */
  private static final int SESSIONS_PER_BATCH_MAX = 800;

  /** Three bytes per char in UTF-8, the most possible. */
  private static final String ISSUER = "€".repeat(256);

  private static final String KEY_ID = "€".repeat(128);

  private final ActorTestKit kit = ActorTestKit.create("FrameSizeTest", NodeSerialization.CONFIG);

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void the_largest_batch_of_claims_fits() {
    TestProbe<RoomReply> probe = kit.createTestProbe();
    TokenClaim claim =
        new TokenClaim(Long.MAX_VALUE, Long.MAX_VALUE, ISSUER, KEY_ID, Long.MIN_VALUE);

    fits(
        new RoomRequest(
            new RoomCommand.Claim(Collections.nCopies(SESSIONS_PER_BATCH_MAX, claim)),
            probe.getRef()));
  }

  @Test
  void the_answer_to_the_largest_batch_of_claims_fits() {
    SessionTerms terms = new SessionTerms(ISSUER, KEY_ID, Long.MAX_VALUE, Long.MIN_VALUE);
    var granted = RoomAnswer.ClaimOutcome.granted(terms);

    fits(
        new RoomReply(
            new RoomAnswer.Claimed(Collections.nCopies(SESSIONS_PER_BATCH_MAX, granted)),
            new RoomStatus(
                new RoomId("x".repeat(64)),
                Long.MAX_VALUE,
                Phase.OPEN,
                Long.MAX_VALUE,
                RoomSettings.DEFAULT,
                Long.MAX_VALUE,
                Counters.ZERO)));
  }

  @Test
  void the_largest_batch_of_session_ends_fits() {
    TestProbe<RoomReply> probe = kit.createTestProbe();
    SessionEnd end = new SessionEnd(Long.MAX_VALUE, Long.MAX_VALUE, false);

    fits(
        new RoomRequest(
            new RoomCommand.EndSessions(Collections.nCopies(SESSIONS_PER_BATCH_MAX, end), true),
            probe.getRef()));
  }

  @Test
  void the_names_of_all_rooms_fit() {
    Set<RoomId> names =
        IntStream.range(0, RoomDirectory.ROOMS_MAX)
            .mapToObj(i -> new RoomId("%064d".formatted(i)))
            .collect(Collectors.toSet());

    fits(new RoomDirectoryEntity.Rooms(names));
  }

  private void fits(Object message) {
    byte[] bytes =
        SerializationExtension.get(Adapter.toClassic(kit.system())).serialize(message).get();
    assertThat(bytes.length + AROUND_BYTES).isLessThan((int) FRAME_BYTES);
  }
}
