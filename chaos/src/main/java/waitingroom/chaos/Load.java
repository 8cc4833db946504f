package waitingroom.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.chaos.Call.When;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;

/**
 * Clients of one room. Visitors join at a steady rate, regardless of earlier outcomes, look up
 * their position, fetch their token and leave again. A load balancer in front of the nodes checks
 * their readiness twice a second.
 */
final class Load implements AutoCloseable {
  private static final long CALL_SECONDS_MAX = 14;
  private static final long LOOK_MILLIS = 500;

  private final ChaosCluster cluster;
  private final String room;
  private final History history = new History();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final java.util.Set<Integer> away = ConcurrentHashMap.newKeySet();
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<RuntimeException> broken = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();

  Load(ChaosCluster cluster, String room) {
    this.cluster = cluster;
    this.room = room;
  }

  History history() {
    return history;
  }

  /** Starts the load. */
  void start(int joinsPerSecond, int tokenTriesPerSecond) {
    for (ChaosNode node : cluster.nodes()) {
      every(LOOK_MILLIS * 1000, () -> look(node));
      every(LOOK_MILLIS * 1000, () -> serving(node));
    }
    every(1_000_000 / joinsPerSecond, this::join);
    every(1_000_000 / tokenTriesPerSecond, this::fetch);
  }

  /** Increments the serving counter once a second. */
  void serve(int bySecond) {
    every(1_000_000, () -> increment(bySecond));
  }

  private void every(long micros, Runnable action) {
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                broken.add(e);
              }
            },
            0,
            micros,
            TimeUnit.MICROSECONDS);
  }

  private void look(ChaosNode node) {
    CompletableFuture<Void> unused =
        node.visitor()
            .getAsync("/health/ready")
            .orTimeout(1, TimeUnit.SECONDS)
            .handle(
                (answer, failure) -> {
                  if (failure == null && answer.status() == 200) {
                    away.remove(node.number());
                  } else {
                    away.add(node.number());
                  }
                  return null;
                });
  }

  /** Returns a random ready node, or any node if none is ready. */
  private ChaosNode any() {
    List<ChaosNode> ready =
        cluster.nodes().stream().filter(node -> !away.contains(node.number())).toList();
    List<ChaosNode> choice = ready.isEmpty() ? cluster.nodes() : ready;
    return choice.get(ThreadLocalRandom.current().nextInt(choice.size()));
  }

  /** Sends a request and records the outcome; the result is null without an answer. */
  @CanIgnoreReturnValue
  private CompletableFuture<@Nullable Answer> send(
      ChaosNode node,
      Function<ChaosNode, CompletableFuture<Answer>> request,
      BiFunction<When, @Nullable Answer, Call> record) {
    long start = System.nanoTime();
    CompletableFuture<@Nullable Answer> done =
        request
            .apply(node)
            .orTimeout(CALL_SECONDS_MAX, TimeUnit.SECONDS)
            .handle(
                (answer, failure) -> {
                  int status = failure == null ? answer.status() : Call.NO_ANSWER;
                  When when = new When(node.number(), start, System.nanoTime(), status);
                  record(when, status == 200 ? answer : null, record);
                  return failure == null ? answer : null;
                });
    underWay.add(done);
    underWay.removeIf(CompletableFuture::isDone);
    return done;
  }

  /** Records a call; an unreadable 200 fails the trial. */
  private void record(
      When when, @Nullable Answer good, BiFunction<When, @Nullable Answer, Call> record) {
    try {
      history.add(record.apply(when, good));
    } catch (RuntimeException e) {
      broken.add(new IllegalStateException("Node %d answered nonsense".formatted(when.node()), e));
    }
  }

  private String body(String members) {
    return "{\"event_id\": \"" + room + "\"" + members + "}";
  }

  private static String text(@Nullable Answer answer, String member) {
    return answer == null ? "" : answer.json().get(member).asText();
  }

  private static long number(@Nullable Answer answer, String member) {
    return answer == null ? 0 : answer.json().get(member).asLong();
  }

  @CanIgnoreReturnValue
  CompletableFuture<Void> join() {
    return send(
            any(),
            node -> node.visitor().postAsync("/assign_queue_num", body("")),
            (when, answer) -> new Call.Join(when, text(answer, "api_request_id")))
        .thenAccept(
            answer -> {
              if (answer != null && answer.status() == 200) {
                String id = text(answer, "api_request_id");
                waiting.add(id);
                position(id);
              }
            });
  }

  @CanIgnoreReturnValue
  CompletableFuture<@Nullable Answer> position(String id) {
    return send(
        any(),
        node -> node.visitor().getAsync("/queue_num?event_id=%s&request_id=%s".formatted(room, id)),
        (when, answer) -> new Call.Position(when, id, number(answer, "queue_number")));
  }

  @CanIgnoreReturnValue
  CompletableFuture<?> serving(ChaosNode node) {
    return send(
        node,
        each -> each.visitor().getAsync("/serving_num?event_id=" + room),
        (when, answer) -> new Call.Serving(when, number(answer, "serving_counter")));
  }

  /** Tries to fetch a token for the first in line; on success fetches it again and completes. */
  private void fetch() {
    String id = waiting.poll();
    if (id == null) {
      return;
    }
    CompletableFuture<?> unused =
        token(id)
            .thenCompose(
                answer -> {
                  if (answer == null || answer.status() != 200) {
                    waiting.add(id);
                    return CompletableFuture.<@Nullable Void>completedFuture(null);
                  }
                  return token(id).thenRun(() -> complete(id));
                });
  }

  @CanIgnoreReturnValue
  CompletableFuture<@Nullable Answer> token(String id) {
    String body = body(", \"request_id\": \"" + id + "\"");
    return send(
        any(),
        node -> node.visitor().postAsync("/generate_token", body),
        (when, answer) -> new Call.Token(when, id, answer == null ? "" : tokens(answer.json())));
  }

  private static String tokens(JsonNode answer) {
    return ((ObjectNode) answer).without("expires_in").toString();
  }

  private void complete(String id) {
    String body = body(", \"request_id\": \"%s\", \"status\": 1".formatted(id));
    send(
        any(),
        node -> node.operator().postAsync("/update_session", body),
        (when, answer) -> new Call.Completed(when, id));
  }

  @CanIgnoreReturnValue
  CompletableFuture<?> increment(long by) {
    String body = body(", \"increment_by\": " + by);
    return send(
        any(),
        node -> node.operator().postAsync("/increment_serving_counter", body),
        (when, answer) -> new Call.Increment(when, by, number(answer, "serving_num")));
  }

  CompletableFuture<@Nullable Answer> reset() {
    return send(
        any(),
        node -> node.operator().postAsync("/reset_initial_state", body("")),
        (when, answer) -> new Call.Reset(when));
  }

  /** Stops the load and waits for the calls in flight. */
  void finish() {
    clock.shutdownNow();
    for (CompletableFuture<?> call = underWay.poll(); call != null; call = underWay.poll()) {
      call.join();
    }
    RuntimeException first = broken.peek();
    if (first != null) {
      throw first;
    }
  }

  /** Queue counter as the room itself reports it. */
  long queueCounter() {
    ApiClient operator = any().operator();
    return operator.get("/rooms/" + room).json().get("counters").get("queue_counter").asLong();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
