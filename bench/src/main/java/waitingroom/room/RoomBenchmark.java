package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import waitingroom.room.commit.BatchBuffer;

/**
 * The rules of a room and the line in front of its group commit, per visitor, in full batches. Run
 * by {@code make bench BENCH=jmh}.
 */
@State(Scope.Thread)
public class RoomBenchmark {
  private static final int BATCH = 500;
  private static final long NOW = 1_790_000_000_000L;
  private static final long EPOCH = 1;

  private final RoomState joined = opened();
  private final RoomState visited = opened();
  private final BatchBuffer<Integer> buffer = new BatchBuffer<>(BATCH, BATCH);
  private long joinedBatches;
  private long visitedBatches;

  private static RoomState opened() {
    RoomState empty = new RoomState();
    Decision opening = empty.decideConfigure(RoomSettings.DEFAULT, RoomState.NOT_OPEN, NOW);
    return empty.apply(opening.events().get(0));
  }

  /** The opened state is mutable: it takes everything in itself. */
  private static Decision take(RoomState room, Decision decision) {
    if (decision.events().isEmpty()) {
      throw new IllegalStateException("Nothing happened: " + decision.answer());
    }
    decision.events().forEach(room::apply);
    return decision;
  }

  /** Decides about a join, and takes the event in. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Decision join() {
    return take(joined, joined.decideJoin("node", ++joinedBatches, BATCH, NOW));
  }

  /** Joins, is called, fetches the token and completes the session. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Decision visit() {
    long first = visited.counters().queue() + 1;
    take(visited, visited.decideJoin("node", ++visitedBatches, BATCH, NOW));
    take(visited, visited.decideIncrementServing(BATCH, NOW));
    List<TokenClaim> claims = new ArrayList<>(BATCH);
    List<SessionEnd> ends = new ArrayList<>(BATCH);
    LongStream.range(first, first + BATCH)
        .forEach(
            position -> {
              claims.add(new TokenClaim(EPOCH, position, "http://issuer", "key", null));
              ends.add(new SessionEnd(EPOCH, position, true));
            });
    take(visited, visited.decideClaims(claims, NOW, NOW));
    return take(visited, visited.decideEnds(ends, false, NOW));
  }

  /** Gets into the line, into a batch, and is answered. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public @Nullable Object joinBuffer() {
    for (int i = 0; i < BATCH; i++) {
      buffer.offer(i);
    }
    BatchBuffer.Batch<Integer> batch = buffer.start();
    buffer.finish();
    return batch;
  }
}
