package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.AccessKeys;
import waitingroom.access.Authenticator;
import waitingroom.access.BearerTokens;
import waitingroom.access.KnownKeys;
import waitingroom.access.RunTimeKeys;
import waitingroom.access.signin.SignIn;
import waitingroom.alarm.Alarms;
import waitingroom.alarm.watch.AnswerTally;
import waitingroom.alarm.watch.Monitoring;
import waitingroom.audit.AuditTrail;
import waitingroom.config.Settings;
import waitingroom.event.EventFeed;
import waitingroom.event.webhook.Webhooks;
import waitingroom.fence.StallDetector;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.HttpListeners;
import waitingroom.http.oidc.OpenIdParts;
import waitingroom.http.operations.Readiness;
import waitingroom.oidc.AuthorizationCode;
import waitingroom.oidc.AuthorizationRequest;
import waitingroom.oidc.ClientTable;
import waitingroom.oidc.Clients;
import waitingroom.oidc.OidcSettings;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SpentCodes;
import waitingroom.page.DesignTable;
import waitingroom.page.PageDesigns;
import waitingroom.readside.ReadSide;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.room.cluster.WarmUp;
import waitingroom.secret.MasterSecret;
import waitingroom.store.Database;
import waitingroom.stream.Streams;
import waitingroom.ticket.RequestIds;
import waitingroom.token.CryptoProvider;
import waitingroom.token.SigningKeys;
import waitingroom.trace.Traces;

/**
 * A running node.
 *
 * @param listeners where it listens, once it does; fails when a port is taken
 * @param ready done when each default room has been opened once, now or in an earlier life; it may
 *     be closed. Never fails: it waits for the cluster and the database
 */
public record Node(
    ActorSystem<Void> system,
    WaitingRooms rooms,
    CompletionStage<HttpListeners.Bound> listeners,
    CompletionStage<Done> ready) {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /**
   * Starts everything, in reading order.
   *
   * @throws IllegalArgumentException when a setting or a secret is wrong or missing, with a
   *     sentence that says what to do
   */
  public static Node start(Config config, Clock clock) {
    Settings settings = Settings.from(config);
    MasterSecret secret = masterSecret(settings);
    RequestIds requestIds = new RequestIds(secret);
    CryptoProvider crypto =
        switch (settings.signing().provider()) {
          case AUTO -> CryptoProvider.fastest();
          case JDK -> CryptoProvider.jdk();
          case NATIVE -> CryptoProvider.nativeForAll();
        };
    SigningKeys keys =
        new SigningKeys(settings.signingKeysFile(), settings.checkSecretsEvery(), crypto);
    RunTimeKeys addedKeys = new RunTimeKeys();
    KnownKeys knownKeys = knownKeys(settings, addedKeys);
    Authenticator authenticator = authenticator(settings, knownKeys, clock);
    log.info("Tokens: algorithm={} provider={}", keys.active().algorithm(), crypto.name());

    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "waiting-room", config);
    CompletionStage<Done> entering =
        settings.bootstrap()
            ? ClusterBootstrapping.start(system)
            : CompletableFuture.completedStage(Done.getInstance());
    PrometheusMeterRegistry registry = meters();
    StallDetector stallDetector = StallDetector.of(system);
    Alarms alarms = new Alarms(system, settings.rooms().askTimeout(), stallDetector, clock);
    Leaving.announce(system, settings.leaveNotice());
    WaitingRooms rooms =
        new WaitingRooms(system, settings.rooms(), alarms.board(), registry, stallDetector, clock);
    EventFeed feed = new EventFeed(system, rooms, requestIds, clock);
    Webhooks webhooks = new Webhooks(system, feed, secret, settings.webhooks(), registry, clock);
    SignIn signIn =
        SignIn.start(
            system,
            settings.signIn(),
            secret,
            knownKeys,
            addedKeys,
            settings.checkSecretsEvery(),
            clock);
    AnswerTally tally = new AnswerTally();
    Monitoring monitoring =
        new Monitoring(system, alarms, rooms.board(), tally, settings.alarms(), clock);
    CompletionStage<Done> ready = new DefaultRooms(system, rooms, settings.defaultRooms()).open();
    ReadSide readSide =
        new ReadSide(system, rooms.board(), requestIds, settings.projections(), registry, clock);
    Readiness readiness =
        new RecentReadiness(
            new NodeReadiness(
                system,
                rooms.board(),
                alarms.board(),
                signIn.register(),
                WarmUp.start(system, rooms.board()),
                ready),
            System::nanoTime);
    WaitForecasts forecasts = WaitForecasts.start(system, rooms.board(), registry, clock);
    HttpListeners listeners =
        new HttpListeners(
            system,
            new HttpListeners.Parts(
                rooms,
                alarms,
                requestIds,
                keys,
                settings.authorizer(),
                openId(system, settings.oidc(), secret),
                settings.pages(),
                new PageDesigns(
                    new DesignTable(new Database(system)), settings.pages().designCache()),
                Signers.start(system, settings.signing(), registry),
                authenticator,
                signIn,
                readSide,
                forecasts,
                Streams.start(system, rooms, forecasts, settings.streams(), registry),
                feed,
                webhooks,
                monitoring,
                tally,
                new AuditTrail(new Database(system), settings.keepAudit()),
                traces(system, settings, clock),
                readiness,
                registry,
                clock));
    CompletionStage<HttpListeners.Bound> bound =
        listeners.bind(settings.publicListener(), settings.adminListener());
    return new Node(system, rooms, entering.thenCombine(bound, (done, where) -> where), ready);
  }

  /** Closed behind the listeners: the last answers have their spans too. */
  private static Traces traces(ActorSystem<?> system, Settings settings, Clock clock) {
    Traces traces =
        Traces.start(settings.tracing(), ManagementFactory.getRuntimeMXBean().getName(), clock);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "send-traces",
            () -> traces.close().thenApply(done -> Done.getInstance()));
    return traces;
  }

  private static OpenIdParts openId(
      ActorSystem<?> system, OidcSettings settings, MasterSecret secret) {
    Database database = new Database(system);
    return new OpenIdParts(
        settings,
        new Clients(new ClientTable(database), settings.clientsCachedFor()),
        new SpentCodes(database, settings.codeLifetime()),
        Sealed.of(AuthorizationRequest.class, secret),
        Sealed.of(AuthorizationCode.class, secret));
  }

  private static MasterSecret masterSecret(Settings settings) {
    try {
      return MasterSecret.parse(Files.readAllBytes(settings.masterSecretFile()));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read the master secret " + settings.masterSecretFile() + ": make sure it exists",
          e);
    }
  }

  private static KnownKeys knownKeys(Settings settings, RunTimeKeys added) {
    return new KnownKeys(
        settings
            .accessKeysFile()
            .map(file -> new AccessKeys(file, settings.checkSecretsEvery()))
            .orElse(null),
        added);
  }

  private static Authenticator authenticator(Settings settings, KnownKeys keys, Clock clock) {
    return new Authenticator(
        keys,
        settings
            .bearer()
            .map(bearer -> new BearerTokens(bearer, settings.checkSecretsEvery(), clock))
            .orElse(null),
        clock);
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
