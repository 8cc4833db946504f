package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.QueueingMethod;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.PositionQuery;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomSettings;
import waitingroom.room.SessionEnd;
import waitingroom.room.TokenClaim;
import waitingroom.schedule.Commitment;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.testkit.NodeSerialization;

/** Every command to a room survives the way to another node. */
class RoomCommandSerializationTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create("RoomCommandSerializationTest", NodeSerialization.CONFIG);
  private static final List<SessionEnd> ENDS = List.of(new SessionEnd(1, 2, true));
  private static final PositionQuery QUERY = new PositionQuery(1, 2);
  private static final List<ExpectedVersion> VERSIONS =
      List.of(
          new ExpectedVersion.Any(),
          new ExpectedVersion.AnyOpen(),
          new ExpectedVersion.Absent(),
          new ExpectedVersion.NeverOpened(),
          new ExpectedVersion.Version(3));
  private static final List<RoomCommand> COMMANDS =
      List.of(
          new RoomCommand.Join("node", 1, 2),
          new RoomCommand.Claim(List.of(new TokenClaim(1, 2, "issuer", "key", null))),
          new RoomCommand.EndSessions(ENDS, true),
          new RoomCommand.AskExpiries(List.of(QUERY)),
          new RoomCommand.MaxSizeMessage(null, ENDS),
          new RoomCommand.IncrementServing(-1),
          new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Version(1)),
          new RoomCommand.Reset(),
          new RoomCommand.Close(new ExpectedVersion.AnyOpen()),
          new RoomCommand.CountActive(),
          new RoomCommand.AskStanding(QUERY),
          new RoomCommand.ListEnded(7),
          new RoomCommand.PlanEvent(
              new ScheduledEvent(
                  "0123456789abcdef0123456789abcdef",
                  0,
                  "sale",
                  "",
                  null,
                  1_800_000_000,
                  1_800_000_060,
                  false,
                  30,
                  false,
                  false,
                  new Overrides(1L, 0L, null, QueueingMethod.REJECT),
                  1,
                  2),
              new Commitment("hash", "beacon", 3, 4)),
          new RoomCommand.RemoveEvent("0123456789abcdef0123456789abcdef"),
          new RoomCommand.AskSchedule());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void each_command_arrives_as_it_was_sent() {
    Stream.concat(
            COMMANDS.stream(), VERSIONS.stream().map(version -> new RoomCommand.Close(version)))
        .forEach(
            command -> {
              var request = new RoomRequest(command, KIT.<RoomReply>createTestProbe().getRef());
              assertThat(KIT.serializationTestKit().verifySerialization(request, true))
                  .isEqualTo(request);
            });
  }

  @Test
  void the_samples_are_all_there_are() {
    assertThat(kinds(COMMANDS)).isEqualTo(leaves(RoomCommand.class));
    assertThat(kinds(VERSIONS)).isEqualTo(leaves(ExpectedVersion.class));
  }

  private static Set<Class<?>> kinds(List<?> samples) {
    Set<Class<?>> kinds = new HashSet<>();
    samples.forEach(sample -> kinds.add(sample.getClass()));
    return kinds;
  }

  private static Set<Class<?>> leaves(Class<?> sealed) {
    Set<Class<?>> leaves = new HashSet<>();
    for (Class<?> permitted : Arrays.asList(sealed.getPermittedSubclasses())) {
      if (permitted.isRecord()) {
        leaves.add(permitted);
      } else {
        leaves.addAll(leaves(permitted));
      }
    }
    return leaves;
  }
}
