package waitingroom.fuzz.wire;

import java.io.ByteArrayOutputStream;
import java.util.function.Predicate;

/** Makes a failing input as short as it gets by leaving pieces out. */
final class Minimizer {
  private static final int TRIES_MAX = 2_000;

  private Minimizer() {}

  static byte[] shortest(byte[] input, Predicate<byte[]> fails) {
    byte[] shortest = input;
    int tries = 0;
    for (int piece = input.length / 2; piece > 0; piece /= 2) {
      for (int from = 0; from < shortest.length && tries < TRIES_MAX; tries++) {
        byte[] without = without(shortest, from, piece);
        if (fails.test(without)) {
          shortest = without;
        } else {
          from += piece;
        }
      }
    }
    return shortest;
  }

  private static byte[] without(byte[] all, int from, int length) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(all, 0, from);
    int to = Math.min(all.length, from + length);
    rest.write(all, to, all.length - to);
    return rest.toByteArray();
  }
}
