package waitingroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.alarm.AlarmSamples.CHECKOUT;
import static waitingroom.alarm.AlarmSamples.ERRORS;
import static waitingroom.alarm.AlarmSamples.LONG_LINE;
import static waitingroom.alarm.AlarmSamples.STOCK;
import static waitingroom.alarm.AlarmSamples.alarm;
import static waitingroom.alarm.AlarmSamples.many;
import static waitingroom.alarm.AlarmSamples.ok;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.AlarmDefinition.Judgement;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.inlet.AlarmState;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;
import waitingroom.testkit.TestClock;

/** Each test has a register and a topic of its own; the journal between them is emptied. */
class AlarmRegisterTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "AlarmRegisterTest",
          ManualTime.config()
              .withFallback(NodeSerialization.CONFIG)
              .withFallback(EventSourcedBehaviorTestKit.config()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());
  private static final Duration REPEATED = Duration.ofSeconds(2);

  private final TestClock clock = new TestClock();
  private final FormatBoard formats = new FormatBoard(FormatBoard.NEWEST);
  private final TestProbe<AlarmNews> topic = KIT.createTestProbe();
  private EventSourcedBehaviorTestKit<AlarmRegister.Command, AlarmEvent, AlarmBook> register;

  @BeforeEach
  void start() {
    JOURNAL.clearAll();
    JOURNAL.resetPolicy();
    register =
        EventSourcedBehaviorTestKit.create(
            KIT.system(), AlarmRegister.create(topic.getRef()::tell, formats, () -> false, clock));
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void an_alarm_that_was_set_outlives_a_restart() {
    Alarm first = new Alarm(CHECKOUT, AlarmState.ALARM, clock.millis(), 1);
    assertThat(set(alarm(CHECKOUT))).isEqualTo(new AlarmAnswer.Done(List.of(first)));
    clock.advance(Duration.ofSeconds(5));
    Alarm second = new Alarm(STOCK, AlarmState.OK, clock.millis(), 2);
    assertThat(set(ok(STOCK))).isEqualTo(new AlarmAnswer.Done(List.of(second)));

    register.restart();

    assertThat(after(0)).isEqualTo(new AlarmNews(0, List.of(first, second), 2));
    assertThat(after(1)).isEqualTo(new AlarmNews(1, List.of(second), 2));
    assertThat(after(2)).isEqualTo(new AlarmNews(2, List.of(), 2));
  }

  @Test
  void the_same_state_again_makes_no_event_and_keeps_its_time() {
    AlarmAnswer first = set(alarm(CHECKOUT), ok(STOCK));
    long since = clock.millis();
    clock.advance(Duration.ofSeconds(5));
    assertThat(set(alarm(CHECKOUT), ok(STOCK))).isEqualTo(first);
    set(ok(CHECKOUT), ok(STOCK));

    assertThat(journal())
        .containsExactly(
            new AlarmsSet(List.of(alarm(CHECKOUT), ok(STOCK)), since),
            new AlarmsSet(List.of(ok(CHECKOUT)), since + 5000));
  }

  @Test
  void past_the_bound_a_new_name_is_refused_and_nothing_of_it_is_set() {
    List<AlarmSetting> all = many(Alarms.ALARMS_MAX);
    register
        .persistenceTestKit()
        .persistForRecovery("AlarmRegister|alarms", List.of(new AlarmsSet(all, 1)));
    register.restart();

    assertThat(set(alarm(all.get(0).name()), ok(CHECKOUT))).isEqualTo(new AlarmAnswer.Full());
    assertThat(after(Alarms.ALARMS_MAX)).isEqualTo(new AlarmNews(10_000, List.of(), 10_000));
    assertThat(set(alarm(all.get(0).name()))).isInstanceOf(AlarmAnswer.Done.class);
  }

  @Test
  void a_long_list_comes_in_pages() {
    for (int i = 0; i < 250; i += 50) {
      set(many(250).subList(i, i + 50).toArray(AlarmSetting[]::new));
    }

    AlarmNews first = after(0);
    assertThat(first.alarms()).hasSize(100);
    assertThat(first.latest()).isEqualTo(250);
    assertThat(after(200).alarms()).hasSize(50);
  }

  @Test
  void a_change_goes_out_at_once_and_the_latest_revision_again_and_again() {
    AlarmAnswer.Done done = (AlarmAnswer.Done) set(alarm(CHECKOUT));
    assertThat(published()).isEqualTo(new AlarmNews(0, done.alarms(), 1));
    TIME.timePasses(REPEATED);
    assertThat(published()).isEqualTo(new AlarmNews(1, List.of(), 1));
    TIME.timePasses(REPEATED);
    assertThat(published()).isEqualTo(new AlarmNews(1, List.of(), 1));
  }

  @Test
  void what_changes_nothing_is_no_news() {
    set(alarm(CHECKOUT));
    published();
    set(alarm(CHECKOUT));
    TIME.timePasses(REPEATED);
    assertThat(published().alarms()).isEmpty();
  }

  /** A failed write cancels the timers; the register restarts with new ones. */
  @Test
  void it_goes_on_repeating_itself_after_a_failed_write() {
    TestProbe<AlarmNews> nodes = KIT.createTestProbe();
    TestProbe<AlarmAnswer> unanswered = KIT.createTestProbe();
    TestProbe<AlarmNews> listed = KIT.createTestProbe();
    JOURNAL.failNextPersisted("AlarmRegister|alarms");
    ActorRef<AlarmRegister.Command> failing =
        KIT.spawn(AlarmRegister.create(nodes.getRef()::tell, formats, () -> false, clock));
    failing.tell(new AlarmRegister.SetAlarms(List.of(alarm(CHECKOUT)), unanswered.getRef()));
    failing.tell(new AlarmRegister.ListAfter(0, listed.getRef()));
    Awaitility.await()
        .until(
            () -> {
              TIME.timePasses(Duration.ofMillis(250));
              return answered(listed);
            });

    for (int i = 0; i < 2; i++) {
      TIME.timePasses(REPEATED);
      AlarmNews news = nodes.receiveMessage(Duration.ofSeconds(10));
      assertThat(news).isEqualTo(new AlarmNews(0, List.of(), 0));
    }
    unanswered.expectNoMessage(Duration.ZERO);
  }

  private static boolean answered(TestProbe<?> probe) {
    try {
      probe.receiveMessage(Duration.ofMillis(50));
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  @Test
  void a_register_that_was_overtaken_sets_nothing_and_tells_nobody() {
    TestProbe<AlarmNews> nodes = KIT.createTestProbe();
    TestProbe<AlarmAnswer> unanswered = KIT.createTestProbe();
    KIT.spawn(AlarmRegister.create(nodes.getRef()::tell, formats, () -> true, clock))
        .tell(new AlarmRegister.SetAlarms(List.of(alarm(CHECKOUT)), unanswered.getRef()));

    unanswered.expectNoMessage(Duration.ofMillis(300));
    nodes.expectNoMessage(Duration.ZERO);
    register.persistenceTestKit().expectNothingPersisted("AlarmRegister|alarms");
  }

  @Test
  void the_state_of_a_defined_alarm_cannot_be_set_by_hand() {
    define(CHECKOUT, LONG_LINE, false);

    assertThat(set(ok(STOCK), ok(CHECKOUT))).isEqualTo(new AlarmAnswer.Defined(CHECKOUT));
    assertThat(after(1).alarms()).isEmpty();

    register.<AlarmAnswer>runCommand(replyTo -> new AlarmRegister.Undefine(CHECKOUT, replyTo));
    assertThat(set(ok(CHECKOUT))).isInstanceOf(AlarmAnswer.Done.class);
  }

  @Test
  void a_verdict_sets_the_state_unless_the_definition_has_changed() {
    define(CHECKOUT, LONG_LINE, false);
    Judgement on = new Judgement(AlarmState.ALARM, "waiting was 1001");

    judge(new Verdict(CHECKOUT, ERRORS, on), new Verdict(STOCK, ERRORS, on));
    assertThat(after(1).alarms()).isEmpty();

    judge(new Verdict(CHECKOUT, LONG_LINE, on));
    assertThat(after(1).alarms()).extracting(Alarm::state).containsExactly(AlarmState.ALARM);
    assertThat(journal())
        .endsWith(
            new AlarmsSet(
                List.of(new AlarmSetting(CHECKOUT, AlarmState.ALARM, "waiting was 1001")),
                clock.millis()));
  }

  @Test
  void what_is_built_in_stays_and_keeps_what_operators_made_of_it() {
    define(STOCK, ERRORS, true);
    assertThat(remove(STOCK)).isEqualTo(new AlarmAnswer.BuiltIn());
    AlarmDefinition other =
        new AlarmDefinition(null, AlarmMetric.ERRORS, Comparison.GREATER, 99, 60, List.of());
    define(STOCK, other, false);
    define(STOCK, ERRORS, true);

    Alarm kept =
        new Alarm(STOCK, AlarmState.INSUFFICIENT_DATA, clock.millis(), 2, other, true, false);
    assertThat(after(0).alarms()).containsExactly(kept);
  }

  @Test
  void removing_is_told_to_all_nodes() {
    set(ok(CHECKOUT));
    published();
    assertThat(remove(CHECKOUT)).isInstanceOf(AlarmAnswer.Done.class);

    assertThat(published().alarms()).singleElement().matches(Alarm::removed);
    assertThat(remove(CHECKOUT)).isEqualTo(new AlarmAnswer.Unknown());
  }

  private void define(AlarmName name, AlarmDefinition definition, boolean builtIn) {
    assertThat(
            register
                .<AlarmAnswer>runCommand(
                    replyTo -> new AlarmRegister.Define(name, definition, builtIn, replyTo))
                .reply())
        .isInstanceOf(AlarmAnswer.Done.class);
  }

  private void judge(Verdict... verdicts) {
    register.<AlarmAnswer>runCommand(
        replyTo -> new AlarmRegister.Judge(List.of(verdicts), replyTo));
  }

  private AlarmAnswer remove(AlarmName name) {
    return register
        .<AlarmAnswer>runCommand(replyTo -> new AlarmRegister.Remove(name, replyTo))
        .reply();
  }

  private AlarmAnswer set(AlarmSetting... wanted) {
    return register
        .<AlarmAnswer>runCommand(replyTo -> new AlarmRegister.SetAlarms(List.of(wanted), replyTo))
        .reply();
  }

  private AlarmNews after(long revision) {
    return register
        .<AlarmNews>runCommand(replyTo -> new AlarmRegister.ListAfter(revision, replyTo))
        .reply();
  }

  private List<Object> journal() {
    return register.persistenceTestKit().persistedInStorage("AlarmRegister|alarms");
  }

  private AlarmNews published() {
    return topic.receiveMessage();
  }
}
