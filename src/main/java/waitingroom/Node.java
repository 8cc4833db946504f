package waitingroom;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.access.signin.SignIn;
import waitingroom.alarm.watch.AnswerTally;
import waitingroom.alarm.watch.Monitoring;
import waitingroom.config.Settings;
import waitingroom.event.EventFeed;
import waitingroom.event.webhook.Webhooks;
import waitingroom.fence.Overtaken;
import waitingroom.http.HttpListeners;
import waitingroom.http.ReadServices;
import waitingroom.lease.LeaseKeeper;
import waitingroom.lease.LeasedJoin;
import waitingroom.outbound.AddressRules;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundClient;
import waitingroom.outbound.OutboundLimits;
import waitingroom.readside.ReadSide;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.store.Database;
import waitingroom.store.FormatBoard;
import waitingroom.store.FormatRegister;
import waitingroom.store.JournalReader;

/**
 * A running node.
 *
 * @param listeners bound addresses; fails when a port is taken
 * @param ready done when each default room has been opened once, now or in an earlier run; a room
 *     may be closed. Never fails: it waits for the cluster and the database
 */
public record Node(
    ActorSystem<Void> system,
    WaitingRooms rooms,
    CompletionStage<HttpListeners.Bound> listeners,
    CompletionStage<Done> ready) {
  /** Starts a node that reads {@link FormatBoard#NEWEST}; throws as the other. */
  public static Node start(Config config, Clock clock) {
    return start(config, new FormatBoard(FormatBoard.NEWEST), clock);
  }

  /**
   * Starts everything, in reading order.
   *
   * @param formats which stored formats the node reads
   * @throws IllegalArgumentException when a setting or a secret is wrong or missing; the message
   *     says what to do
   */
  public static Node start(Config config, FormatBoard formats, Clock clock) {
    Settings settings = Settings.from(config);
    Outbound outbound = new Outbound();
    OutboundClient providers =
        outbound.client(new AddressRules(settings.outboundAllowed()), OutboundLimits.DOCUMENTS);
    NodeSecrets secrets = NodeSecrets.read(settings, providers, clock);
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "waiting-room", announced(config, formats));
    FormatRegister format = new FormatRegister(system, new Database(system), formats);
    LeaseKeeper lease = lease(system, settings);
    CompletionStage<Done> entering = enterCluster(system, settings, config, format, lease);
    PrometheusMeterRegistry registry = meters();
    NodeRooms rooms = NodeRooms.start(system, settings, secrets, formats, registry, clock);
    SignIn signIn = signIn(system, settings, secrets, providers, clock);
    secrets.closeWith(system, signIn, outbound);
    AnswerTally tally = new AnswerTally();
    ReadServices read =
        readSide(system, settings, secrets, rooms, outbound, tally, registry, clock);
    NodeEdge edge = new NodeEdge(system, settings, secrets, registry, clock);
    CompletionStage<HttpListeners.Bound> bound = edge.open(rooms, read, signIn, format, tally);
    return new Node(
        system,
        rooms.services().rooms(),
        entering.thenCombine(bound, (done, where) -> where),
        rooms.ready());
  }

  private static Config announced(Config config, FormatBoard formats) {
    return FormatRegister.announced(LeasedJoin.announced(config), formats);
  }

  private static LeaseKeeper lease(ActorSystem<?> system, Settings settings) {
    return LeaseKeeper.start(
        system,
        new Database(system, LeaseKeeper.SESSION),
        settings.lease(),
        Overtaken.of(system).longest());
  }

  private static CompletionStage<Done> enterCluster(
      ActorSystem<?> system,
      Settings settings,
      Config config,
      FormatRegister format,
      LeaseKeeper lease) {
    Leaving.announce(system, settings.leaveNotice());
    if (settings.bootstrap()) {
      return ClusterBootstrapping.start(system, format.readable());
    }
    format.joinSeedNodes(config, seeds -> LeasedJoin.join(system, lease, seeds));
    return CompletableFuture.completedStage(Done.getInstance());
  }

  private static SignIn signIn(
      ActorSystem<?> system,
      Settings settings,
      NodeSecrets secrets,
      OutboundClient providers,
      Clock clock) {
    return SignIn.start(
        system,
        settings.signIn(),
        secrets.master(),
        secrets.knownKeys(),
        secrets.addedKeys(),
        providers,
        settings.checkSecretsEvery(),
        clock);
  }

  private static ReadServices readSide(
      ActorSystem<?> system,
      Settings settings,
      NodeSecrets secrets,
      NodeRooms rooms,
      Outbound outbound,
      AnswerTally tally,
      PrometheusMeterRegistry registry,
      Clock clock) {
    WaitingRooms all = rooms.services().rooms();
    JournalReader journals = new JournalReader(system, rooms.formats());
    EventFeed feed = new EventFeed(system, journals, all, secrets.requestIds(), clock);
    return new ReadServices(
        new ReadSide(
            system,
            journals,
            all.board(),
            secrets.requestIds(),
            settings.projections(),
            registry,
            clock),
        feed,
        new Webhooks(
            system, feed, secrets.master(), settings.webhooks(), outbound, registry, clock),
        rooms.alarms(),
        new Monitoring(
            system, journals, rooms.alarms(), all.board(), tally, settings.alarms(), clock));
  }

  private static PrometheusMeterRegistry meters() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }
}
