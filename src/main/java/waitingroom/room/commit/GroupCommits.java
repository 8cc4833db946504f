package waitingroom.room.commit;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;

/**
 * This node's group commits for one kind of request: one per room, started on the first request.
 * Safe for many threads.
 */
public final class GroupCommits<Q, T> {

  private final ActorSystem<?> system;
  private final String kind;
  private final GroupCommitLimits limits;
  private final RoomMetrics metrics;
  private final GroupCommit.Send<Q, Outcome<T>> send;
  private final ConcurrentMap<RoomId, CommitDoor<Q, Outcome<T>>> byRoom = new ConcurrentHashMap<>();

  public GroupCommits(
      ActorSystem<?> system,
      String kind,
      GroupCommitLimits limits,
      RoomMetrics metrics,
      GroupCommit.Send<Q, Outcome<T>> send) {
    this.system = system;
    this.kind = kind;
    this.limits = limits;
    this.metrics = metrics;
    this.send = send;
  }

  /** Puts a request into the room's next batch; completes when the result is durable. */
  public CompletionStage<Outcome<T>> submit(RoomId room, Q request) {
    CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    byRoom
        .computeIfAbsent(room, this::start)
        .submit(new CommitDoor.Submit<>(request, answer, System.nanoTime()));
    CompletionStage<Void> unused = answer.thenAccept(metrics::count);
    return answer;
  }

  private CommitDoor<Q, Outcome<T>> start(RoomId room) {
    var meters = new GroupCommit.Meters(metrics.batchSize(kind), metrics.batchLatency(kind));
    return GroupCommit.open(
        behavior ->
            system.systemActorOf(
                behavior, "group-commit-" + kind + "-" + room.value(), Props.empty()),
        new GroupCommit.Line(room, kind),
        send,
        limits,
        meters);
  }
}
