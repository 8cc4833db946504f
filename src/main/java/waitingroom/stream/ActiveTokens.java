package waitingroom.stream;

import akka.Done;
import java.time.Duration;
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
 * How many sessions are live in each room, as the rooms last said it. They are asked in turn, at
 * most a hundred of them a second, however many listen; nobody listens: none is asked. Safe for
 * many threads.
 */
public final class ActiveTokens {
  private static final int ROOMS_PER_ROUND = 100;
  private static final Duration ROUND = Duration.ofMillis(900);

  private final Function<RoomId, CompletionStage<Outcome<Long>>> count;
  private final LongSupplier nanos;
  private final Map<RoomId, Long> known = new ConcurrentHashMap<>();
  private CompletableFuture<Done> round = CompletableFuture.completedFuture(Done.getInstance());
  private long roundAt;
  private boolean asked;
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
   * Asks the next hundred, unless that was done less than a second ago.
   *
   * @param rooms all of them, in the same order each time
   * @return done when they have answered, or when they took too long; never fails
   */
  public synchronized CompletionStage<Done> refresh(List<RoomId> rooms) {
    long now = nanos.getAsLong();
    if (asked && now - roundAt < ROUND.toNanos()) {
      return round;
    }
    asked = true;
    roundAt = now;
    int size = Math.min(ROOMS_PER_ROUND, rooms.size());
    CompletableFuture<?>[] answers = new CompletableFuture<?>[size];
    for (int i = 0; i < size; i++) {
      answers[i] = ask(rooms.get((next + i) % rooms.size()));
    }
    next = rooms.isEmpty() ? 0 : (next + size) % rooms.size();
    round =
        CompletableFuture.allOf(answers)
            .thenApply(all -> Done.getInstance())
            .completeOnTimeout(Done.getInstance(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    return round;
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

  /** What the room said last; empty: nothing yet. */
  public Optional<Long> of(RoomId room) {
    return Optional.ofNullable(known.get(room));
  }
}
