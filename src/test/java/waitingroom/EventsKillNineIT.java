package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.event.JournalPosition;
import waitingroom.event.Scope;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;
import waitingroom.room.SessionEnd;
import waitingroom.room.TokenClaim;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.WebhookReceiver;

/**
 * Events are delivered at least once and in order, however the node ends. The system property
 * {@code events} sets their number: 4,000 by default, half of them tokens and half completed
 * sessions.
 */
@Timeout(900)
@Tag("heavy")
@Tag("long")
class EventsKillNineIT {
  private static final int EVENTS = Integer.getInteger("events", 4_000);
  private static final int STEP = 1_000;
  private static final RoomId ROOM = new RoomId("Sample");

  @Test
  void kill_9_during_delivery_loses_no_event_and_keeps_their_order(@TempDir Path folder)
      throws Exception {
    TestCassandra cassandra = TestCassandra.shared();
    NodeSettings settings =
        NodeSettings.in(
            folder, cassandra.contactPoint(), cassandra.keyspaceFor(EventsKillNineIT.class));
    visits(settings);
    String flags = "-Xmx384m -Dwaiting-room.events.webhooks.allow-private-addresses.0=127.0.0.1";
    try (WebhookReceiver receiver = WebhookReceiver.start();
        NodeProcess node =
            new NodeProcess(
                settings,
                Path.of("target", "EventsKillNineIT-node.log"),
                Map.of("JDK_JAVA_OPTIONS", flags))) {
      node.start();
      long startNanos = System.nanoTime();
      subscribe(node, receiver);
      await(() -> receiver.all().size() >= EVENTS / 2);

      node.kill();
      int before = receiver.all().size();
      node.start();
      await(() -> distinct(receiver).size() >= EVENTS);

      Set<String> ids = distinct(receiver);
      assertThat(before).as("the kill was in the middle").isLessThan(EVENTS);
      assertThat(ids).hasSize(EVENTS);
      assertThat(places(ids)).isSorted();
      System.out.printf(
          "kill -9 during delivery: events=%d before=%d repeated=%d seconds=%.1f%n",
          EVENTS, before, receiver.all().size() - EVENTS, (System.nanoTime() - startNanos) / 1e9);
    }
  }

  /** Lets visitors, half as many as events, get a token and complete their session. */
  private static void visits(NodeSettings settings) {
    Node node =
        Node.start(
            settings
                .config()
                .withValue(
                    "akka.coordinated-shutdown.exit-jvm", ConfigValueFactory.fromAnyRef("off")),
            Clock.systemUTC());
    node.ready().toCompletableFuture().join();
    int visitors = EVENTS / 2;
    each(visitors, n -> node.rooms().join(ROOM));
    node.rooms().incrementServing(ROOM, visitors).toCompletableFuture().join();
    each(
        visitors,
        n -> node.rooms().claim(ROOM, new TokenClaim(1, n, "https://issuer.example", "k", null)));
    each(visitors, n -> node.rooms().endSession(ROOM, new SessionEnd(1, n, true)));
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().join();
  }

  /** Sends a request for each position from 1 on, a thousand at a time; none may be refused. */
  private static <T> void each(
      int count, LongFunction<java.util.concurrent.CompletionStage<Outcome<T>>> request) {
    for (int done = 0; done < count; done += STEP) {
      List<CompletableFuture<Outcome<T>>> step = new ArrayList<>();
      for (int n = done + 1; n <= Math.min(count, done + STEP); n++) {
        step.add(request.apply(n).toCompletableFuture());
      }
      step.forEach(one -> assertThat(one.join()).isInstanceOf(Outcome.Done.class));
    }
  }

  private static void subscribe(NodeProcess node, WebhookReceiver receiver) {
    Answer answer =
        node.admin()
            .post(
                "/subscriptions",
                """
                {"event_id": "%s", "url": "%s", "start": "beginning",
                 "types": ["token_generated", "session_updated"]}"""
                    .formatted(ROOM, receiver.url()));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  /** Ids without repeats, in the order of their first arrival. */
  private static Set<String> distinct(WebhookReceiver receiver) {
    Set<String> ids = new LinkedHashSet<>();
    receiver.all().forEach(received -> ids.add(received.headers().get("webhook-id")));
    return ids;
  }

  private static List<JournalPosition> places(Set<String> ids) {
    return ids.stream().map(id -> new Scope(ROOM).place(id).orElseThrow()).toList();
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(200))
        .until(condition);
  }
}
