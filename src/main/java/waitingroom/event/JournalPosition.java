package waitingroom.event;

/**
 * How far somebody has come in a journal.
 *
 * @param sequenceNr of an event of the journal, from 1; 0: before the first
 * @param index of the last outgoing event made of it that they have, from 0; {@link #ALL}: they
 *     have all of them
 */
public record JournalPosition(long sequenceNr, int index) implements Comparable<JournalPosition> {
  public static final int ALL = Integer.MAX_VALUE;

  /** Nothing yet. */
  public static final JournalPosition BEGINNING = new JournalPosition(0, ALL);

  /** Everything up to that event of the journal. */
  public static JournalPosition after(long sequenceNr) {
    return new JournalPosition(sequenceNr, ALL);
  }

  /** The first event of the journal of which something is missing. */
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
