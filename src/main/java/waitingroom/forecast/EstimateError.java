package waitingroom.forecast;

/**
 * The relative error of a node's estimates since its start: the difference from the true wait
 * divided by the true wait, without sign.
 *
 * @param samples number of estimates whose true wait is known
 * @param p50 median; 0 without samples
 * @param p90 90th percentile; 0 without samples
 */
public record EstimateError(long samples, double p50, double p90) {
  static final EstimateError NONE = new EstimateError(0, 0, 0);
}
