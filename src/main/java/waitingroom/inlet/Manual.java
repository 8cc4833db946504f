package waitingroom.inlet;

/** No automatic moves: operators and outside inlets call the private API. */
public record Manual() implements Inlet {
  @Override
  public long increment(Line line, long nowMillis) {
    return 0;
  }
}
