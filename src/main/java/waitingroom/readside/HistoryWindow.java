package waitingroom.readside;

/**
 * Period and resolution of a history.
 *
 * @param from epoch seconds, a multiple of the step
 * @param until epoch seconds, exclusive, a multiple of the step
 * @param step seconds, a multiple of 60
 */
public record HistoryWindow(long from, long until, long step) {
  private static final long MINUTE = 60;

  /** Limit of one answer. */
  public static final long POINTS_MAX = 2000;

  /**
   * @throws IllegalArgumentException with a sentence for the client
   */
  public HistoryWindow {
    if (step < MINUTE || step % MINUTE != 0) {
      throw new IllegalArgumentException("step must be a multiple of 60 seconds");
    }
    from = Math.floorDiv(from, step) * step;
    until = -Math.floorDiv(-until, step) * step;
    if (until <= from) {
      throw new IllegalArgumentException("to must be later than from");
    }
    if ((until - from) / step > POINTS_MAX) {
      throw new IllegalArgumentException(
          "That would be more than %s points: take a longer step, or less at a time"
              .formatted(POINTS_MAX));
    }
  }

  int points() {
    return (int) ((until - from) / step);
  }
}
