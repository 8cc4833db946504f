package waitingroom.room.commit;

import akka.actor.typed.ActorRef;
import java.util.concurrent.CompletableFuture;
import waitingroom.store.Unavailable;

/** Entrance to a {@link GroupCommit}; for many threads. */
record CommitDoor<Q, A>(
    BatchBuffer<Submit<Q, A>> line, ActorRef<GroupCommit.Command<Q, A>> commit) {

  /** One request; once it is in line, the future is completed off the actor of the commit. */
  record Submit<Q, A>(Q request, CompletableFuture<A> answer, long sinceNanos) {}

  /** Puts the request in line; fails it immediately when the line is full. */
  void submit(Submit<Q, A> submit) {
    switch (line.offer(submit)) {
      case REFUSED ->
          submit
              .answer()
              .completeExceptionally(new Unavailable("The line in front of the room is full"));
      case CALLS -> commit.tell(new GroupCommit.Called<>());
      case WAITS -> {}
    }
  }
}
