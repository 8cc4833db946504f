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
 * Benchmarks of the rules of a room and of its group commit buffer, per visitor, in full batches.
 * Run by {@code make bench BENCH=jmh}.
 */
@State(Scope.Thread)
public class RoomBenchmark {
  private static final int BATCH = 500;
  private static final long NOW = 1_790_000_000_000L;
  private static final long EPOCH = 1;

  private final RoomClock clock = SetClock.at(NOW);
  private final RoomState joined = opened();
  private final RoomState visited = opened();
  private final BatchBuffer<Integer> buffer = new BatchBuffer<>(BATCH, BATCH);
  private long joinedBatches;
  private long visitedBatches;

  private static RoomState opened() {
    RoomState empty = new RoomState();
    Decision opening =
        new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Absent())
            .decide(empty, SetClock.at(NOW));
    return empty.apply(opening.events().get(0));
  }

  /** Applies the events in place: an open room's state is mutable. */
  private Decision take(RoomState room, RoomCommand command) {
    Decision decision = command.decide(room, clock);
    if (decision.events().isEmpty()) {
      throw new IllegalStateException("Nothing happened: " + decision.answer());
    }
    decision.events().forEach(room::apply);
    return decision;
  }

  /** Decides on a batch of joins and applies the event. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Decision join() {
    return take(joined, new RoomCommand.Join("node", ++joinedBatches, BATCH));
  }

  /** Joins, is called, fetches the token and completes the session. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Decision visit() {
    long first = visited.counters().queue() + 1;
    take(visited, new RoomCommand.Join("node", ++visitedBatches, BATCH));
    take(visited, new RoomCommand.IncrementServing(BATCH));
    List<TokenClaim> claims = new ArrayList<>(BATCH);
    List<SessionEnd> ends = new ArrayList<>(BATCH);
    LongStream.range(first, first + BATCH)
        .forEach(
            position -> {
              claims.add(new TokenClaim(EPOCH, position, "http://issuer", "key", null));
              ends.add(new SessionEnd(EPOCH, position, true));
            });
    take(visited, new RoomCommand.Claim(claims));
    return take(visited, new RoomCommand.EndSessions(ends, false));
  }

  /** Buffers a batch of joins, starts it and finishes it. */
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
