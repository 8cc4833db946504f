package waitingroom.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This node's copy of the keys added at run time, revoked ones included, so that verifying a
 * request needs no database. Thread-safe.
 */
public final class RunTimeKeys {
  private volatile Map<String, RunTimeKey> keys = Map.of();

  /** Number of changes made to the copy. */
  private long changes;

  /** The argument for {@link #replace}: call it before reading the table. */
  public synchronized long changes() {
    return changes;
  }

  /**
   * Replaces the copy with the table's rows.
   *
   * @param since {@link #changes} before the read began; if this node has changed a key or applied
   *     another read meanwhile, the rows may be stale and are ignored
   */
  public synchronized void replace(Collection<RunTimeKey> read, long since) {
    if (since == changes) {
      changes++;
      Map<String, RunTimeKey> next = new HashMap<>();
      read.forEach(key -> next.put(key.id(), key));
      keys = Map.copyOf(next);
    }
  }

  /** Adds a key that this node has just written. */
  public synchronized void put(RunTimeKey key) {
    changes++;
    Map<String, RunTimeKey> next = new HashMap<>(keys);
    next.put(key.id(), key);
    keys = Map.copyOf(next);
  }

  /** The key of that id, if it is not revoked. */
  public Optional<RunTimeKey> find(String id) {
    return Optional.ofNullable(keys.get(id)).filter(RunTimeKey::good);
  }

  /** All keys, oldest first. */
  public List<RunTimeKey> all() {
    List<RunTimeKey> all = new ArrayList<>(keys.values());
    all.sort(Comparator.comparing(RunTimeKey::createdAt).thenComparing(RunTimeKey::id));
    return all;
  }
}
