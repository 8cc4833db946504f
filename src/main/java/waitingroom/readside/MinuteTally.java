package waitingroom.readside;

/** The current minute. Mutable, confined to its {@link RoomTally}. */
final class MinuteTally {
  private final long number;
  long joined;
  long admitted;
  long tokens;
  long completed;
  long abandoned;
  long givenUp;
  final Waits waits;

  /** Stored state, part of the JSON of {@link TallyMemory}: its members are a format. */
  record Memory(
      long minute,
      long joined,
      long admitted,
      long tokens,
      long completed,
      long abandoned,
      long givenUp,
      byte[] waits) {}

  /**
   * @param number epoch minutes; 0 before the first event
   */
  MinuteTally(long number) {
    this.number = number;
    this.waits = new Waits();
  }

  MinuteTally(Memory memory) {
    this.number = memory.minute();
    this.joined = memory.joined();
    this.admitted = memory.admitted();
    this.tokens = memory.tokens();
    this.completed = memory.completed();
    this.abandoned = memory.abandoned();
    this.givenUp = memory.givenUp();
    this.waits = Waits.fromBytes(memory.waits());
  }

  Memory memory() {
    return new Memory(
        number, joined, admitted, tokens, completed, abandoned, givenUp, waits.toBytes());
  }

  long number() {
    return number;
  }

  Minute toMinute(long waiting, long serving, long active) {
    Waits copy = new Waits();
    copy.add(waits);
    return new Minute(
        number,
        new Figures(
            joined, admitted, tokens, completed, abandoned, givenUp, waiting, serving, active,
            copy));
  }
}
