package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.alarm.AlarmSamples.CHECKOUT;
import static waitingroom.alarm.AlarmSamples.alarm;
import static waitingroom.alarm.AlarmSamples.ok;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.japi.Pair;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.SnapshotMeta;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.AlarmEvent.AlarmRemoved;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.AlarmEvent.FormatRaised;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;
import waitingroom.testkit.TestClock;

/** The format of the alarms: raised before their next change, and never read if it is later. */
class AlarmFormatTest {
  private static final String ID = Alarms.persistenceId();
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "AlarmFormatTest",
          NodeSerialization.CONFIG
              .withFallback(PersistenceTestKitPlugin.getInstance().config())
              .withFallback(PersistenceTestKitSnapshotPlugin.config()));
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());

  private static final SnapshotTestKit SNAPSHOTS = SnapshotTestKit.create(KIT.system());

  private final TestClock clock = new TestClock();
  private final FormatBoard formats = new FormatBoard(2);
  private final TestProbe<AlarmAnswer> operator = KIT.createTestProbe();

  @BeforeEach
  void empty() {
    JOURNAL.clearAll();
    SNAPSHOTS.clearAll();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void a_raised_format_is_in_the_journal_once_before_the_next_change() {
    ActorRef<AlarmRegister.Command> register = KIT.spawn(register());
    set(register, alarm(CHECKOUT));
    formats.learn(2);
    set(register, ok(CHECKOUT));
    KIT.stop(register);

    KIT.spawn(register()).tell(new AlarmRegister.Remove(CHECKOUT, operator.getRef()));
    operator.receiveMessage();

    assertThat(JOURNAL.persistedInStorage(ID))
        .containsExactly(
            new AlarmsSet(List.of(alarm(CHECKOUT)), clock.millis()),
            new FormatRaised(2, clock.millis()),
            new AlarmsSet(List.of(ok(CHECKOUT)), clock.millis()),
            new AlarmRemoved(CHECKOUT, clock.millis()));
  }

  @Test
  void alarms_in_a_later_format_do_not_recover() {
    JOURNAL.persistForRecovery(ID, List.of(new FormatRaised(3, clock.millis())));

    assertRefuses();
  }

  @Test
  void a_snapshot_in_a_later_format_is_not_recovered() {
    SNAPSHOTS.persistForRecovery(
        ID, List.of(Pair.create(SnapshotMeta.create(1), new AlarmBook(List.of(), 3))));

    assertRefuses();
  }

  /** Stops the register afterwards: it would try again and refuse the next test's journal too. */
  private void assertRefuses() {
    KIT.stop(
        LoggingTestKit.empty()
            .withMessageRegex(
                "(?s).*failure \\[1].*AlarmRegister\\|alarms is written in format 3.*")
            .expect(KIT.system(), () -> KIT.spawn(register())));
  }

  private void set(ActorRef<AlarmRegister.Command> register, AlarmSetting wanted) {
    register.tell(new AlarmRegister.SetAlarms(List.of(wanted), operator.getRef()));
    operator.receiveMessage();
  }

  private Behavior<AlarmRegister.Command> register() {
    return AlarmRegister.create(news -> {}, formats, () -> false, clock);
  }
}
