package waitingroom.alarm.watch;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import waitingroom.alarm.Alarms;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.store.Database;
import waitingroom.store.JournalReader;
import waitingroom.store.WriteTimes;

/** Watches the figures of the cluster and sets the alarms defined on them. */
public final class Monitoring {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private final AlarmHistory history;
  private final boolean mails;

  /**
   * Starts it: every node reports, and one node of the cluster watches.
   *
   * @param tally error responses of this node
   */
  public Monitoring(
      ActorSystem<?> system,
      JournalReader journals,
      Alarms alarms,
      StatusBoard board,
      AnswerTally tally,
      MonitorSettings settings,
      Clock clock) {
    Database database = new Database(system);
    this.history = new AlarmHistory(database, settings.keepHistory(), clock);
    this.mails = settings.smtp().isPresent();
    ActorRef<Topic.Command<NodeReport>> reports =
        system.systemActorOf(
            Topic.create(NodeReport.class, "node-reports"), "node-reports-topic", Props.empty());
    system.systemActorOf(
        NodeReporter.create(
            Cluster.get(system).selfMember().uniqueAddress().toString(),
            tally,
            settings.period(),
            reports),
        "node-reporter",
        Props.empty());
    JournalFollower journal =
        new JournalFollower(system, database, new WriteTimes(database, clock), journals);
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                Watcher.create(
                    alarms,
                    new Watch(new Figures(board)),
                    settings.period(),
                    reports,
                    () -> followers(system, alarms, journal, settings, clock)),
                "alarm-watcher"));
  }

  private List<Runnable> followers(
      ActorSystem<?> system,
      Alarms alarms,
      JournalFollower journal,
      MonitorSettings settings,
      Clock clock) {
    List<Runnable> stops = new ArrayList<>();
    stops.add(journal.follow("history", history::add));
    settings
        .smtp()
        .map(
            smtp ->
                new AlarmMailer(system, alarms.board(), new MailSender(smtp), FIRST_PAUSE, clock))
        .ifPresent(
            told -> stops.add(journal.follow("mails", (number, change) -> told.tell(change))));
    return stops;
  }

  public AlarmHistory history() {
    return history;
  }

  /** True if changes can be sent by e-mail. */
  public boolean mails() {
    return mails;
  }
}
