package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.access.Principal;
import waitingroom.access.Role;

/** Lifetime of an endless stream of events. */
class StreamLeasesTest {
  private static final Duration EVERY = Duration.ofMillis(20);
  private static ActorTestKit kit;

  private final AtomicInteger looks = new AtomicInteger();
  private volatile CompletionStage<Optional<Principal>> caller = known(Role.OPERATOR);

  @BeforeAll
  static void start() {
    kit =
        ActorTestKit.create(
            "StreamLeasesTest",
            ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(ConfigFactory.load("reference")));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private static CompletionStage<Optional<Principal>> known(Role role) {
    return CompletableFuture.completedStage(Optional.of(new Principal("robot", role)));
  }

  private CompletableFuture<Done> open() {
    StreamLeases leases =
        new StreamLeases(
            exchange -> {
              looks.incrementAndGet();
              return caller;
            },
            EVERY);
    Exchange exchange = new Exchange(HttpRequest.GET("/events"), List.of(), new byte[0]);
    Source<String, NotUsed> silent =
        Source.<String>maybe().mapMaterializedValue(m -> NotUsed.getInstance());
    return leases
        .whileAllowed(exchange, Role.OPERATOR, silent)
        .runWith(Sink.ignore(), kit.system())
        .toCompletableFuture();
  }

  private void looksAgain() {
    int before = looks.get();
    Awaitility.await().until(() -> looks.get() > before + 1);
  }

  private void goesOnUntilNobodyKnowsTheCaller() {
    CompletableFuture<Done> end = open();
    looksAgain();
    assertThat(end).isNotDone();
    caller = CompletableFuture.completedStage(Optional.empty());
    assertThat(end).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void it_ends_although_nothing_happens_when_nobody_knows_the_caller_any_more() {
    goesOnUntilNobodyKnowsTheCaller();
  }

  @Test
  void it_ends_when_the_role_does_not_suffice_any_more() {
    CompletableFuture<Done> end = open();
    caller = known(Role.VIEWER);
    assertThat(end).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void it_goes_on_while_nobody_can_tell() {
    caller = CompletableFuture.failedStage(new IllegalStateException("The database is away"));
    goesOnUntilNobodyKnowsTheCaller();
  }

  @Test
  void it_ends_with_its_events() {
    StreamLeases leases = new StreamLeases(exchange -> caller, Duration.ofHours(1));
    Exchange exchange = new Exchange(HttpRequest.GET("/events"), List.of(), new byte[0]);
    assertThat(
            leases
                .whileAllowed(exchange, Role.VIEWER, Source.from(List.of(1, 2)))
                .runWith(Sink.seq(), kit.system())
                .toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(List.of(1, 2));
  }
}
