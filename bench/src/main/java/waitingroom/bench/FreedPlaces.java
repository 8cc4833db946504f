package waitingroom.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import waitingroom.inlet.Capacity;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.SessionEnd;
import waitingroom.room.TokenClaim;

/** Time until a freed place is taken with ten thousand people waiting. */
final class FreedPlaces {
  private static final RoomId ROOM = new RoomId("full");
  private static final int PLACES = 100;
  private static final int WAITING = 10_000;
  private static final int SAMPLES = Integer.getInteger("bench.samples", 1000);
  private static final long PAUSE_NANOS = 5_000_000;
  private static final long LOOK_NANOS = 100_000;

  private final LocalNode node;
  private final long[] tokens = new long[SAMPLES];
  private final long[] boards = new long[SAMPLES];

  FreedPlaces(LocalNode node) {
    this.node = node;
  }

  void run() throws InterruptedException {
    node.open(
        ROOM,
        new RoomSettings(
            3600, true, 900, false, 0, 10, new Capacity(PLACES, 0), false, false, 0, false, ""));
    LocalNode.all((long) WAITING + SAMPLES, n -> node.rooms().join(ROOM));
    LocalNode.all(PLACES, n -> node.rooms().claim(ROOM, claim(n + 1)));
    for (int i = 0; i < SAMPLES; i++) {
      sample(i);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    System.out.printf(
        Locale.ROOT,
        "%nA place is free: %,d wait, %,d samples, from the answer to the session's end%n",
        WAITING,
        SAMPLES);
    print("until the next one has the token", tokens);
    print("until the serving counter shows it", boards);
  }

  private void sample(int i) {
    long next = (long) PLACES + i + 1;
    LocalNode.done(node.rooms().endSession(ROOM, new SessionEnd(1, i + 1L, true)));
    long freed = System.nanoTime();
    while (node.rooms().claim(ROOM, claim(next)).toCompletableFuture().join()
        instanceof Outcome.Refused<?>) {
      Thread.onSpinWait();
    }
    tokens[i] = System.nanoTime() - freed;
    while (node.counters(ROOM).serving() < next) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    boards[i] = System.nanoTime() - freed;
  }

  private static TokenClaim claim(long position) {
    return new TokenClaim(1, position, "http://issuer", "key", null);
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-36s p50 %6.1f ms, p99 %6.1f ms, max %6.1f ms%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
