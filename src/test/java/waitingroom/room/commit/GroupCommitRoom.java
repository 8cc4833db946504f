package waitingroom.room.commit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import waitingroom.room.RoomId;

/** The test plays the room: it receives each batch and answers it at a time of its choice. */
abstract class GroupCommitRoom {
  static final Duration LONG = Duration.ofSeconds(60);

  record Sent(long number, List<Integer> requests, CompletableFuture<List<String>> reply) {
    void answer() {
      reply.complete(requests.stream().map(request -> "answer " + request).toList());
    }

    void fail() {
      reply.completeExceptionally(new IllegalStateException("The room is away"));
    }
  }

  private static ActorTestKit kit;

  final BlockingQueue<Sent> room = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  CommitDoor<Integer, String> commit(
      GroupCommit.Send<Integer, String> send, int batchMax, int waitingMax, Duration deadline) {
    return commit(send, new GroupCommitLimits(batchMax, waitingMax, deadline, Duration.ZERO));
  }

  CommitDoor<Integer, String> commit(
      GroupCommit.Send<Integer, String> send, GroupCommitLimits limits) {
    return GroupCommit.open(
        kit::spawn,
        new GroupCommit.Line(new RoomId("Sample"), "join"),
        send,
        limits,
        new GroupCommit.Meters(meters.summary("size"), meters.timer("latency")));
  }

  CompletionStage<List<String>> send(
      RoomId ofRoom, long number, int attempt, List<Integer> requests) {
    Sent sent = new Sent(number, requests, new CompletableFuture<>());
    room.add(sent);
    return sent.reply();
  }

  Sent next() throws InterruptedException {
    Sent sent = room.poll(5, TimeUnit.SECONDS);
    assertThat(sent).as("a batch is sent").isNotNull();
    return java.util.Objects.requireNonNull(sent);
  }

  /** Submits a request whose answer does not matter. */
  static void send(CommitDoor<Integer, String> commit, int request) {
    commit.submit(new CommitDoor.Submit<>(request, new CompletableFuture<>(), System.nanoTime()));
  }

  static CompletableFuture<String> submit(CommitDoor<Integer, String> commit, int request) {
    return submit(commit, request, System.nanoTime());
  }

  static CompletableFuture<String> submit(
      CommitDoor<Integer, String> commit, int request, long sinceNanos) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    commit.submit(new CommitDoor.Submit<>(request, answer, sinceNanos));
    return answer;
  }

  static @Nullable Throwable failure(CompletableFuture<String> answer) throws Exception {
    try {
      answer.get(5, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
