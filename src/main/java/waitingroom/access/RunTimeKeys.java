package waitingroom.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this node knows of the keys that were added at run time, revoked ones included. Verifying a
 * request looks here and asks no database. Safe for many threads.
 */
public final class RunTimeKeys {
  private volatile Map<String, RunTimeKey> keys = Map.of();

  /** Counts what was put or taken in. */
  private long changes;

  /** For {@link #replace}: ask before reading the table. */
  public synchronized long changes() {
    return changes;
  }

  /**
   * Takes in what was read from the table.
   *
   * @param since {@link #changes} before the reading began; when this node has changed a key or
   *     taken in another reading meanwhile, what was read may be older and is left out
   */
  public synchronized void replace(Collection<RunTimeKey> read, long since) {
    if (since == changes) {
      changes++;
      Map<String, RunTimeKey> next = new HashMap<>();
      read.forEach(key -> next.put(key.id(), key));
      keys = Map.copyOf(next);
    }
  }

  /** Takes in a key that this node has just written. */
  public synchronized void put(RunTimeKey key) {
    changes++;
    Map<String, RunTimeKey> next = new HashMap<>(keys);
    next.put(key.id(), key);
    keys = Map.copyOf(next);
  }

  /** The key of that id, if it is good. */
  public Optional<RunTimeKey> find(String id) {
    return Optional.ofNullable(keys.get(id)).filter(RunTimeKey::good);
  }

  /** All, the oldest first. */
  public List<RunTimeKey> all() {
    List<RunTimeKey> all = new ArrayList<>(keys.values());
    all.sort(Comparator.comparing(RunTimeKey::createdAt).thenComparing(RunTimeKey::id));
    return all;
  }
}
