package waitingroom.store;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Format numbers as a node knows them. A format is the set of kinds of events, and of members
 * without which an event or snapshot means something else, that may be stored; each contains the
 * earlier ones. Entities write in the format to which the cluster was raised, and refuse what was
 * written in a later one than this version reads.
 */
public final class FormatBoard {
  /** Newest format that this version reads. */
  public static final int NEWEST = 2;

  private static final int UNKNOWN = 0;

  private final int newest;
  private volatile int raised = UNKNOWN;

  /**
   * @param newest newest format that this node reads
   */
  public FormatBoard(int newest) {
    this.newest = newest;
  }

  /** Newest format that this node reads. */
  public int newest() {
    return newest;
  }

  /** Whether this node has learned the cluster's format. */
  public boolean complete() {
    return raised != UNKNOWN;
  }

  /** The cluster's format as this node knows it; {@link Formatted#FIRST} until it is learned. */
  public int raised() {
    return Math.max(Formatted.FIRST, raised);
  }

  /** Whether the cluster may write what this node cannot read. */
  public boolean tooOld() {
    return raised > newest;
  }

  /** Learns the cluster's format, which never goes down. */
  public synchronized void learn(int number) {
    raised = Math.max(raised, number);
  }

  /**
   * Events as an entity writes them: after one that raises its format, if the cluster's is later.
   *
   * @param written format in which the entity wrote until now
   * @param raise makes the event that raises it
   */
  public <E> List<E> raising(int written, List<E> events, IntFunction<E> raise) {
    int number = raised();
    if (events.isEmpty() || number <= written || tooOld()) {
      return events;
    }
    return Stream.concat(Stream.of(raise.apply(number)), events.stream()).toList();
  }

  /**
   * Refuses to go on where later formats may have begun unseen.
   *
   * @param persistenceId where it is stored
   * @throws LaterFormat when this node is too old for its cluster
   */
  void requireNewEnough(String persistenceId) {
    if (tooOld()) {
      throw new LaterFormat(
          "%s may be written in format %s, and this version reads formats up to %s: update this node"
              .formatted(persistenceId, raised, newest));
    }
  }

  /**
   * Returns a stored value that this node reads.
   *
   * @param persistenceId where it is stored
   * @throws LaterFormat when its format is a later one
   */
  public <T> T readable(String persistenceId, T stored) {
    if (stored instanceof Formatted formatted && formatted.format() > newest) {
      throw new LaterFormat(
          "%s is written in format %s, and this version reads formats up to %s: update this node"
              .formatted(persistenceId, formatted.format(), newest));
    }
    return stored;
  }
}
