package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import waitingroom.access.signin.SignIn;
import waitingroom.alarm.watch.AnswerTally;
import waitingroom.audit.AuditTrail;
import waitingroom.config.Settings;
import waitingroom.http.HttpListeners;
import waitingroom.http.OperatorEndpoints;
import waitingroom.http.OperatorServices;
import waitingroom.http.PageServices;
import waitingroom.http.ReadServices;
import waitingroom.http.RoomServices;
import waitingroom.http.SharedEndpoints;
import waitingroom.http.TokenServices;
import waitingroom.http.VisitorEndpoints;
import waitingroom.http.admin.AuditRecorder;
import waitingroom.http.oidc.OpenIdServices;
import waitingroom.http.operations.Readiness;
import waitingroom.http.route.ClientAddress;
import waitingroom.oidc.AuthorizationCode;
import waitingroom.oidc.AuthorizationRequest;
import waitingroom.oidc.ClientTable;
import waitingroom.oidc.Clients;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SignedInPlace;
import waitingroom.oidc.SpentCodes;
import waitingroom.oidc.Subjects;
import waitingroom.page.DesignTable;
import waitingroom.page.PageDesigns;
import waitingroom.page.WaitingPages;
import waitingroom.rehearsal.Rehearsal;
import waitingroom.rehearsal.Stage;
import waitingroom.room.cluster.WarmUp;
import waitingroom.store.Database;
import waitingroom.store.FormatRegister;
import waitingroom.store.WriteTimes;

/** Edge of a node: both listeners with all their endpoints. */
record NodeEdge(
    ActorSystem<?> system,
    Settings settings,
    NodeSecrets secrets,
    PrometheusMeterRegistry registry,
    Clock clock) {
  private static final Duration AUDIT_SUMS_EVERY = Duration.ofSeconds(1);

  CompletionStage<HttpListeners.Bound> open(
      NodeRooms rooms, ReadServices read, SignIn signIn, FormatRegister format, AnswerTally tally) {
    Database database = new Database(system);
    RoomServices services = rooms.services();
    WriteTimes times = new WriteTimes(database, clock);
    TokenServices tokens = tokens(database, times);
    PageServices pages = pages(database, times);
    SharedEndpoints shared =
        SharedEndpoints.of(
            services, tokens, read, readiness(rooms, signIn, pages), registry, clock);
    VisitorEndpoints visitors =
        new VisitorEndpoints(
            shared, services, tokens, pages, settings.publicListener(), registry, clock);
    return new HttpListeners(system, registry, tally, clock)
        .bind(visitors, operators(shared, services, read, signIn, format, pages, tokens, database));
  }

  private OperatorEndpoints operators(
      SharedEndpoints shared,
      RoomServices rooms,
      ReadServices read,
      SignIn signIn,
      FormatRegister format,
      PageServices pages,
      TokenServices tokens,
      Database database) {
    AuditTrail audit = new AuditTrail(database, settings.keepAudit());
    OperatorServices access =
        new OperatorServices(
            secrets.authenticator(), signIn, audit, recorder(audit, signIn), format);
    return new OperatorEndpoints(
        shared,
        rooms,
        read,
        access,
        pages,
        tokens.openId().clients(),
        settings.adminListener(),
        registry,
        system.dispatchers().lookup(DispatcherSelector.blocking()),
        clock);
  }

  /** Sums that are not written when the listeners have stopped would be lost. */
  private AuditRecorder recorder(AuditTrail audit, SignIn signIn) {
    AuditRecorder recorder =
        new AuditRecorder(
            audit, new ClientAddress(signIn.settings().addressHeader()), registry, clock);
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                AUDIT_SUMS_EVERY, AUDIT_SUMS_EVERY, recorder::writeDue, system.executionContext());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceStop(),
            "write-audit-sums",
            () -> recorder.writeAll().thenApply(done -> Done.getInstance()));
    return recorder;
  }

  private PageServices pages(Database database, WriteTimes times) {
    return new PageServices(
        settings.pages(),
        new PageDesigns(new DesignTable(database, times), settings.pages().designCache()),
        WaitingPages.load());
  }

  private TokenServices tokens(Database database, WriteTimes times) {
    return new TokenServices(
        secrets.signingKeys(),
        Signers.start(system, settings.signing(), registry),
        settings.authorizer(),
        new OpenIdServices(
            settings.oidc(),
            new Clients(new ClientTable(database, times), settings.oidc().clientsCachedFor()),
            new SpentCodes(database, settings.oidc().codeLifetime()),
            Sealed.of(AuthorizationRequest.class, secrets.master()),
            Sealed.of(AuthorizationCode.class, secrets.master()),
            Sealed.of(SignedInPlace.class, secrets.master()),
            new Subjects(secrets.master())));
  }

  private Readiness readiness(NodeRooms rooms, SignIn signIn, PageServices pages) {
    var board = rooms.services().rooms().board();
    Stage stage =
        new Stage(
            system,
            settings.rooms(),
            settings.publicListener(),
            secrets.requestIds(),
            secrets.signingKeys(),
            pages.pages(),
            clock);
    Readiness readiness =
        new RecentReadiness(
            new NodeReadiness(
                system,
                board,
                rooms.alarms().board(),
                signIn.register(),
                rooms.formats(),
                WarmUp.start(system, board)
                    .thenCombine(
                        Rehearsal.start(stage, settings.rehearsal(), board.heard()),
                        (done, same) -> done),
                rooms.ready()),
            System::nanoTime);
    NodeMeters.start(system, readiness, registry);
    return readiness;
  }
}
