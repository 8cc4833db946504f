package waitingroom.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.Ended;
import waitingroom.room.RoomEvent.SessionsEnded;

/** Rules for completing and abandoning sessions: one batch at one moment. */
final class EndRules {
  private final long epoch;
  private final Sessions sessions;
  private final boolean again;
  private final long nowMillis;
  private final Set<Long> completed = new HashSet<>();
  private final Set<Long> abandoned = new HashSet<>();

  EndRules(long epoch, Sessions sessions, boolean again, long nowMillis) {
    this.epoch = epoch;
    this.sessions = sessions;
    this.again = again;
    this.nowMillis = nowMillis;
  }

  Decision decide(List<SessionEnd> ends) {
    List<@Nullable Rejection> refusals = new ArrayList<>(ends.size());
    for (SessionEnd end : ends) {
      refusals.add(decide(end));
    }
    Ended answer = new Ended(refusals);
    return completed.isEmpty() && abandoned.isEmpty()
        ? Decision.of(answer)
        : Decision.of(
            answer, new SessionsEnded(array(completed), array(abandoned), nowMillis, endedLive()));
  }

  /** Number of sessions ended by this batch. */
  int ended() {
    return completed.size() + abandoned.size();
  }

  /** Those of them that were still live, so that each frees a place. */
  long endedLive() {
    return Stream.concat(completed.stream(), abandoned.stream())
        .filter(position -> sessions.live(position) != null)
        .count();
  }

  private @Nullable Rejection decide(SessionEnd end) {
    long position = end.position();
    if (again && end.epoch() == epoch && sessions.ended(position)) {
      return null;
    }
    boolean setByThisBatch = completed.contains(position) || abandoned.contains(position);
    if (end.epoch() != epoch || setByThisBatch || !sessions.open(position)) {
      return Rejection.NO_OPEN_SESSION;
    }
    (end.completed() ? completed : abandoned).add(position);
    return null;
  }

  private static long[] array(Set<Long> positions) {
    return positions.stream().mapToLong(Long::longValue).sorted().toArray();
  }
}
