package waitingroom.event;

/**
 * A reader's position in a journal.
 *
 * @param sequenceNr of a journal event, from 1; 0: before the first
 * @param index of the last outgoing event of it that was read, from 0; {@link #ALL}: all were read
 */
public record JournalPosition(long sequenceNr, int index) implements Comparable<JournalPosition> {
  public static final int ALL = Integer.MAX_VALUE;

  /** The position before the first event. */
  public static final JournalPosition BEGINNING = new JournalPosition(0, ALL);

  /** The position after a journal event. */
  public static JournalPosition after(long sequenceNr) {
    return new JournalPosition(sequenceNr, ALL);
  }

  /** The first journal event that has not been read completely. */
  long next() {
    return index == ALL ? sequenceNr + 1 : sequenceNr;
  }

  @Override
  public int compareTo(JournalPosition other) {
    return sequenceNr == other.sequenceNr
        ? Integer.compare(index, other.index)
        : Long.compare(sequenceNr, other.sequenceNr);
  }
}
