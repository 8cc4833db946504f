package waitingroom.rehearsal;

import akka.actor.typed.ActorSystem;
import akka.stream.Materializer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.route.Fallback;
import waitingroom.http.route.Router;
import waitingroom.http.server.ClientLimits;
import waitingroom.http.server.CostSettings;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.server.RateLimitFilter;
import waitingroom.http.server.RateLimitSettings;
import waitingroom.http.transport.HttpDate;
import waitingroom.http.transport.HttpServer;
import waitingroom.http.transport.Limits;
import waitingroom.http.transport.Responses;
import waitingroom.http.transport.Service;
import waitingroom.http.visitor.PublicApi;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.page.WaitingPages;
import waitingroom.room.cluster.PracticeRoom;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.room.cluster.WaitingRoomsSettings;
import waitingroom.ticket.RequestIds;
import waitingroom.token.SigningKeys;
import waitingroom.trace.TraceSettings;
import waitingroom.trace.Traces;

/**
 * A listener on the loopback address with the visitors' API of a room for practice: the code that
 * serves visitors, with meters that nobody reads.
 *
 * @param requestIds of the node; those of the practice room are worth nothing in another
 * @param keys of the node; their tokens name a room that nobody has, and never leave the node
 */
public record Stage(
    ActorSystem<?> system,
    WaitingRoomsSettings rooms,
    PublicSettings listener,
    RequestIds requestIds,
    SigningKeys keys,
    WaitingPages pages,
    Clock clock) {
  private static final int SIGNERS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final RateLimitSettings NO_LIMIT =
      new RateLimitSettings(0, 1, 0, 1, Optional.empty());
  private static final CostSettings NO_COSTS = new CostSettings(Map.of(), 0, 1);

  /** An open stage. */
  record Open(
      HttpServer server, PracticeRoom room, ExecutorService signers, InetSocketAddress address) {
    void close() {
      Stage.close(server, room, signers);
    }
  }

  /** Opens it; fails when the database does not answer or lacks the tables for practice. */
  CompletionStage<Open> open() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PracticeRoom room = PracticeRoom.start(system, rooms, registry, clock);
    ExecutorService signers = Executors.newFixedThreadPool(SIGNERS);
    Router router =
        new Router(
            "public",
            api(room.rooms(), signers, registry).endpoints(),
            new RateLimitFilter(new ClientLimits(NO_LIMIT, NO_COSTS, registry), pages),
            Fallback.MACHINES,
            PATIENCE,
            registry,
            status -> {});
    HttpServer server =
        new HttpServer(
            system,
            "http-rehearsal",
            listener.eventLoops(),
            Limits.of(system, listener.bodyBytesMax()),
            Optional.empty(),
            new Service(
                router,
                router::refused,
                cut -> {},
                new Responses(new HttpDate(clock), List.of()),
                Materializer.matFromSystem(system)));
    return room.open()
        .thenCompose(opened -> server.bind("127.0.0.1", 0))
        .thenApply(binding -> new Open(server, room, signers, binding.localAddress()))
        .whenComplete(
            (open, failure) -> {
              if (failure != null) {
                close(server, room, signers);
              }
            });
  }

  private static void close(HttpServer server, PracticeRoom room, ExecutorService signers) {
    server.close();
    room.close();
    signers.shutdown();
  }

  private PublicApi api(WaitingRooms rooms, Executor signers, PrometheusMeterRegistry registry) {
    Visitors visitors = new Visitors(rooms.board(), requestIds, registry);
    Traces none = Traces.start(new TraceSettings(Optional.empty(), 0), "rehearsal", clock);
    return new PublicApi(
        rooms,
        visitors,
        new TokenEndpoint(rooms, visitors, keys, signers, none, clock),
        keys,
        new WaitForecasts(rooms.board(), registry, clock),
        none,
        listener);
  }
}
