package waitingroom.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Record of all calls of the clients of one room. Thread-safe. */
final class History {
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  void add(Call call) {
    calls.add(call);
  }

  /** All calls so far, by start time. */
  List<Call> calls() {
    return calls.stream()
        .sorted(Comparator.comparingLong((Call call) -> call.when().startNanos()))
        .toList();
  }

  /** Calls of one kind so far. */
  <T extends Call> Stream<T> each(Class<T> kind) {
    return calls.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Request ids of all joins answered with 200. */
  List<String> acknowledged() {
    return each(Call.Join.class).filter(j -> j.when().good()).map(Call.Join::requestId).toList();
  }
}
