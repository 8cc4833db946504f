package waitingroom.readside;

/**
 * A room's figures for a period: counts of what happened in it, and the state at its end.
 *
 * @param joined positions assigned
 * @param admitted positions called for the first time
 * @param tokens first tokens
 * @param completed sessions completed
 * @param abandoned sessions abandoned, silent ones included
 * @param givenUp called positions that expired without a token
 * @param waiting visitors in line at the end
 * @param serving the serving counter at the end
 * @param active live sessions at the end
 * @param waits of the tokens of this period
 */
public record Figures(
    long joined,
    long admitted,
    long tokens,
    long completed,
    long abandoned,
    long givenUp,
    long waiting,
    long serving,
    long active,
    Waits waits) {
  static Figures none() {
    return new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, new Waits());
  }

  /** A period after this one in which nothing happened. */
  Figures unchanged() {
    return new Figures(0, 0, 0, 0, 0, 0, waiting, serving, active, new Waits());
  }

  /**
   * This period and the next one as one. Adds to these waits in place: a year has 525,600 minutes.
   */
  Figures plus(Figures next) {
    waits.add(next.waits);
    return new Figures(
        joined + next.joined,
        admitted + next.admitted,
        tokens + next.tokens,
        completed + next.completed,
        abandoned + next.abandoned,
        givenUp + next.givenUp,
        next.waiting,
        next.serving,
        next.active,
        waits);
  }
}
