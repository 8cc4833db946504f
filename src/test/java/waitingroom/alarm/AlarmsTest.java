package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.inlet.AlarmState;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;

/** The facade in a cluster of one node with a journal in memory. */
class AlarmsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorTestKit kit =
      ActorTestKit.create(
          "AlarmsTest",
          PersistenceTestKitPlugin.config()
              .withFallback(NodeSerialization.CONFIG)
              .withFallback(
                  ConfigFactory.parseString(
                      """
                      akka.actor.provider = cluster
                      akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                      akka.cluster.jmx.enabled = off
                      akka.coordinated-shutdown.run-by-actor-system-terminate = off
                      """)));

  AlarmsTest() {
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void the_board_shows_what_was_set_when_the_answer_is_there() throws Exception {
    Alarms alarms = alarms(PATIENCE);
    heard(alarms);

    AlarmAnswer answer = await(alarms.set(AlarmSamples.CHECKOUT, AlarmState.ALARM));

    assertThat(answer).isEqualTo(new AlarmAnswer.Done(alarms.all()));
    assertThat(alarms.board().state("checkout slow")).isEqualTo(AlarmState.ALARM);
    assertThat(alarms.board().state("stock")).isNull();
  }

  @Test
  void more_than_a_page_is_set_in_steps_and_answered_in_order() throws Exception {
    Alarms alarms = alarms(PATIENCE);
    Map<AlarmName, AlarmState> wanted = new LinkedHashMap<>();
    AlarmSamples.many(250).forEach(setting -> wanted.put(setting.name(), setting.state()));

    AlarmAnswer.Done done = (AlarmAnswer.Done) await(alarms.setAll(wanted));

    assertThat(done.alarms()).extracting(Alarm::name).containsExactlyElementsOf(wanted.keySet());
    assertThat(alarms.all()).hasSize(250);
    heard(alarms);
    assertThat(alarms.board().revision()).isEqualTo(250);
  }

  @Test
  void nothing_to_set_is_done() throws Exception {
    assertThat(await(alarms(PATIENCE).setAll(Map.of()))).isEqualTo(new AlarmAnswer.Done(List.of()));
  }

  @Test
  void a_node_that_starts_hears_of_all_alarms_page_by_page() {
    List<AlarmSetting> all = AlarmSamples.many(1000);
    PersistenceTestKit.create(kit.system())
        .persistForRecovery("AlarmRegister|alarms", List.of(new AlarmsSet(all, 1)));

    Alarms alarms = alarms(PATIENCE);

    heard(alarms);
    assertThat(alarms.all()).hasSize(1000);
  }

  @Test
  void no_answer_is_a_timeout_and_until_there_is_one_every_name_is_in_alarm() throws Exception {
    Behavior<AlarmRegister.Command> deaf = Behaviors.ignore();
    ClusterSharding.get(kit.system()).init(Entity.of(AlarmRegister.TYPE_KEY, entity -> deaf));
    Alarms alarms = alarms(Duration.ofMillis(200));

    Throwable failure =
        alarms
            .set(AlarmSamples.CHECKOUT, AlarmState.OK)
            .handle((answer, thrown) -> thrown)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);

    assertThat(failure).hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(alarms.board().state("checkout slow")).isEqualTo(AlarmState.ALARM);
  }

  private Alarms alarms(Duration askTimeout) {
    return new Alarms(
        kit.system(),
        askTimeout,
        new FormatBoard(FormatBoard.NEWEST),
        () -> false,
        Clock.systemUTC());
  }

  private static void heard(Alarms alarms) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> alarms.board().complete());
  }

  private static AlarmAnswer await(CompletionStage<AlarmAnswer> stage)
      throws ExecutionException, InterruptedException, TimeoutException {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
