package waitingroom.forecast;

/**
 * How far off the estimates of a node were since it is up: the difference to the true wait, as a
 * part of the true wait. 0.2 is a fifth of it, too long or too short.
 *
 * @param samples estimates whose time has come
 * @param p50 half of them were at most so far off; 0 without samples
 * @param p90 nine tenths
 */
public record EstimateError(long samples, double p50, double p90) {
  static final EstimateError NONE = new EstimateError(0, 0, 0);
}
