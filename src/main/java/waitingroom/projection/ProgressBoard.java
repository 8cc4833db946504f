package waitingroom.projection;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import waitingroom.room.RoomId;

/** Projections running on this node. Thread-safe. */
public final class ProgressBoard {
  private record Name(String projection, RoomId room) {}

  private final ConcurrentMap<Name, Progress> running = new ConcurrentHashMap<>();

  void add(Progress progress) {
    running.put(new Name(progress.projection(), progress.room()), progress);
  }

  /** Removes it, unless another one has replaced it. */
  void remove(Progress progress) {
    running.remove(new Name(progress.projection(), progress.room()), progress);
  }

  Collection<Progress> all() {
    return running.values();
  }

  /** One sentence per stalled projection. */
  public List<String> failures() {
    return running.values().stream()
        .flatMap(
            progress ->
                progress.failure().stream()
                    .map(
                        failure ->
                            "The projection %s of the room %s stopped at event %s: %s"
                                .formatted(
                                    progress.projection(),
                                    progress.room(),
                                    failure.sequenceNr(),
                                    failure.cause())))
        .sorted()
        .toList();
  }
}
