package waitingroom.event;

/**
 * How far somebody has come in a journal.
 *
 * @param sequenceNr of an event of the journal, from 1; 0: before the first
 * @param index of the last outgoing event made of it that they have, from 0; {@link #ALL}: they
 *     have all of them
 */
public record Place(long sequenceNr, int index) implements Comparable<Place> {
  public static final int ALL = Integer.MAX_VALUE;

  /** Nothing yet. */
  public static final Place BEGINNING = new Place(0, ALL);

  /** Everything up to that event of the journal. */
  public static Place after(long sequenceNr) {
    return new Place(sequenceNr, ALL);
  }

  /** The first event of the journal of which something is missing. */
  long next() {
    return index == ALL ? sequenceNr + 1 : sequenceNr;
  }

  @Override
  public int compareTo(Place other) {
    return sequenceNr == other.sequenceNr
        ? Integer.compare(index, other.index)
        : Long.compare(sequenceNr, other.sequenceNr);
  }
}
