package waitingroom.room.cluster;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.TestSettings;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;
import waitingroom.testkit.TestCassandra;

/** A room with a real journal and without a cluster. */
record LoneRoom(ActorTestKit kit, ActorRef<WaitingRoom.Command> room) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static LoneRoom start(RoomId name, TestCassandra cassandra, String keyspace) {
    ActorTestKit kit =
        ActorTestKit.create(
            "LoneRoom",
            cassandra
                .akkaConfig(keyspace)
                .withFallback(NodeSerialization.CONFIG)
                .withFallback(
                    ConfigFactory.parseString(
                        "akka.persistence.journal.inmem.test-serialization = on")));
    return new LoneRoom(
        kit,
        kit.spawn(
            WaitingRoom.create(
                name,
                new RoomDependencies(
                    Clock.systemUTC(),
                    new RoomMetrics(new SimpleMeterRegistry()),
                    status -> {},
                    ended -> {},
                    alarm -> null,
                    TestSettings.housekeeping(60_000),
                    new FormatBoard(FormatBoard.NEWEST),
                    () -> false,
                    RoomStore.DATABASE))));
  }

  RoomReply ask(RoomCommand command) {
    TestProbe<RoomReply> probe = kit.createTestProbe();
    room.tell(new RoomRequest(command, probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
