package waitingroom.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What the clients of one room did and saw. Written by many threads. */
final class History {
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  void add(Call call) {
    calls.add(call);
  }

  /** All calls so far, in the order in which they began. */
  List<Call> calls() {
    return calls.stream()
        .sorted(Comparator.comparingLong((Call call) -> call.when().startNanos()))
        .toList();
  }

  /** The calls of one kind so far. */
  <T extends Call> Stream<T> each(Class<T> kind) {
    return calls.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The request ids of all joins that were answered. */
  List<String> acknowledged() {
    return each(Call.Join.class).filter(j -> j.when().good()).map(Call.Join::requestId).toList();
  }
}
