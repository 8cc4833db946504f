package waitingroom.stream;

import akka.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;

/**
 * The number of live sessions per room, from each room's last answer. Rooms are asked in turn, at
 * most a hundred per second, however many readers listen; without readers, none. Thread-safe.
 */
public final class ActiveTokens {
  private static final int PER_ROUND = 100;
  private static final Duration ROUND = Duration.ofMillis(900);

  private final Function<RoomId, CompletionStage<Outcome<Long>>> count;
  private final LongSupplier nanos;
  private final Map<RoomId, Long> known = new ConcurrentHashMap<>();
  private long roundAt;
  private boolean started;
  private int next;

  /**
   * @param count asks a room
   * @param nanos {@link System#nanoTime}
   */
  public ActiveTokens(Function<RoomId, CompletionStage<Outcome<Long>>> count, LongSupplier nanos) {
    this.count = count;
    this.nanos = nanos;
  }

  /**
   * Asks the next hundred rooms; less than a second after the last call, only those that have never
   * answered.
   *
   * @param rooms all rooms, always in the same order
   * @return completes when they have answered or timed out; never fails
   */
  public synchronized CompletionStage<Done> refresh(List<RoomId> rooms) {
    CompletableFuture<?>[] answers =
        toAsk(rooms).stream().map(this::ask).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(answers)
        .thenApply(all -> Done.getInstance())
        .completeOnTimeout(Done.getInstance(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<RoomId> toAsk(List<RoomId> rooms) {
    long now = nanos.getAsLong();
    if (started && now - roundAt < ROUND.toNanos()) {
      return rooms.stream().filter(room -> !known.containsKey(room)).limit(PER_ROUND).toList();
    }
    started = true;
    roundAt = now;
    int from = next < rooms.size() ? next : 0;
    List<RoomId> inTurn = new ArrayList<>(rooms.subList(from, rooms.size()));
    inTurn.addAll(rooms.subList(0, from));
    next = rooms.isEmpty() ? 0 : (from + PER_ROUND) % rooms.size();
    return inTurn.subList(0, Math.min(PER_ROUND, inTurn.size()));
  }

  private CompletableFuture<?> ask(RoomId room) {
    return count
        .apply(room)
        .handle(
            (outcome, failure) -> {
              if (failure == null) {
                known.put(room, outcome.<Long>fold(live -> live, closed -> 0L));
              }
              return Done.getInstance();
            })
        .toCompletableFuture();
  }

  /** The room's last answer; empty when there is none yet. */
  public Optional<Long> of(RoomId room) {
    return Optional.ofNullable(known.get(room));
  }
}
