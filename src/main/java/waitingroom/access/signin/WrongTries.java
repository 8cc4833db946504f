package waitingroom.access.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Slows down guessing. After five wrong tries, an address must wait one second before the next,
 * then two, four and so on up to a minute. So must whoever tries a name (a key id, a client) with
 * which others had as many; but an address without wrong tries comes in at once with the right
 * secret, or strangers could lock its holder out. A right try, or 15 minutes without a wrong one,
 * resets the count. Each node counts separately. Thread-safe.
 */
public final class WrongTries {
  private static final int FREE = 5;
  private static final int DOUBLINGS_MAX = 6;
  private static final Duration WAIT_MAX = Duration.ofMinutes(1);
  private static final Duration FORGET_AFTER = Duration.ofMinutes(15);
  private static final int SUBJECTS_MAX = 100_000;

  private record Tries(int wrong, Instant notBefore) {}

  private final Clock clock;
  private final Cache<String, Tries> tries;

  public WrongTries(Clock clock) {
    this.clock = clock;
    this.tries =
        Caffeine.newBuilder()
            .maximumSize(SUBJECTS_MAX)
            .expireAfterWrite(FORGET_AFTER)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Judges one try without a name.
   *
   * @param address from which it comes
   * @param right whether it was right; must not be revealed to the caller when there is a wait
   * @return wait before the next try; zero: this one counts
   */
  public synchronized Duration judge(String address, boolean right) {
    return judged(List.of(address), right);
  }

  /**
   * Judges one try.
   *
   * @param address from which it comes
   * @param name that it tries; differs from all addresses
   */
  public synchronized Duration judge(String address, String name, boolean right) {
    List<String> both = List.of(address, name);
    if (tries.getIfPresent(address) != null) {
      return judged(both, right);
    }
    Duration others = right ? Duration.ZERO : waitOf(List.of(name));
    if (!right) {
      // While others keep the name waiting, each address has its first try all the same.
      count(others.isZero() ? both : List.of(address));
    }
    return others;
  }

  private Duration judged(List<String> subjects, boolean right) {
    Duration wait = waitOf(subjects);
    if (!wait.isZero()) {
      return wait;
    }
    if (right) {
      tries.invalidateAll(subjects);
    } else {
      count(subjects);
    }
    return Duration.ZERO;
  }

  /** The longest wait among them, zero if there is none. */
  private Duration waitOf(List<String> subjects) {
    Instant now = clock.instant();
    return subjects.stream()
        .map(subject -> tries.getIfPresent(subject))
        .filter(Objects::nonNull)
        .map(known -> Duration.between(now, known.notBefore()))
        .filter(wait -> !wait.isNegative())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void count(List<String> subjects) {
    Instant now = clock.instant();
    subjects.forEach(subject -> tries.asMap().merge(subject, one(now), (old, one) -> more(old)));
  }

  private static Tries one(Instant now) {
    return new Tries(1, now);
  }

  private Tries more(Tries old) {
    int wrong = Math.min(old.wrong() + 1, FREE + DOUBLINGS_MAX);
    Duration wait = Duration.ofSeconds(wrong < FREE ? 0 : 1L << (wrong - FREE));
    return new Tries(wrong, clock.instant().plus(wait.compareTo(WAIT_MAX) < 0 ? wait : WAIT_MAX));
  }
}
