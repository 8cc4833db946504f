package waitingroom.forecast;

import java.util.Optional;
import java.util.function.DoubleConsumer;
import waitingroom.room.Phase;
import waitingroom.room.RoomStatus;

/** The forecast of one room on one node. Thread-safe. */
final class RoomForecast {
  private final AdmissionRates rates = new AdmissionRates();
  private final EstimateErrors errors;
  private Optional<AdmissionRate> rate = Optional.empty();
  private long latestSecond;

  RoomForecast(DoubleConsumer errorListener) {
    this.errors = new EstimateErrors(errorListener);
  }

  /** Records the room's status at that second. */
  synchronized void look(RoomStatus status, long second) {
    boolean stands = stands(status);
    long called = status.counters().called();
    if (stands || status.epoch() != errors.epoch() || second < latestSecond) {
      errors.startAnew(status.epoch());
    }
    latestSecond = second;
    rates.sample(second, status.epoch(), called, stands);
    rate = rates.rate();
    errors.called(called, second);
    long end = status.counters().queue();
    if (end > called && errors.due(second)) {
      rate.ifPresent(
          pace -> errors.promised(end, pace.until(ahead(status, end)).seconds(), second));
    }
  }

  private static boolean stands(RoomStatus status) {
    return status.phase() != Phase.OPEN || status.settings().paused() || status.isHeld();
  }

  /** The number of people to be called until it is that position's turn. */
  private static long ahead(RoomStatus status, long position) {
    return position - Math.max(0, status.counters().serving());
  }

  /** The estimate; empty when the line stands still or its rate is unknown. */
  synchronized Optional<Estimate> estimate(RoomStatus status, long position) {
    if (stands(status)) {
      return Optional.empty();
    }
    long ahead = ahead(status, position);
    return ahead <= 0 ? Optional.of(Estimate.NOW) : rate.map(pace -> pace.until(ahead));
  }

  /** The rate; empty when the line stands still or its rate is unknown. */
  synchronized Optional<AdmissionRate> rate(RoomStatus status) {
    return stands(status) ? Optional.empty() : rate;
  }

  synchronized EstimateError error() {
    return errors.summary();
  }
}
