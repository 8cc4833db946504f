package waitingroom.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.nio.ByteBuffer;
import waitingroom.room.Place;
import waitingroom.room.RoomId;
import waitingroom.secret.Sha256;

/**
 * The ids of one visitor's trace. They follow from the place in line alone, so that every node can
 * compute them, and a repeated answer makes the same spans again.
 *
 * @param high first half of the trace id
 * @param low second half of the trace id, never 0
 * @param join span id of the join, never 0
 * @param admission span id of the admission, never 0
 */
record VisitorTrace(long high, long low, long join, long admission) {
  /** The bits of a trace id that must be random (W3C Trace Context Level 2, 3.2.2.3). */
  private static final long RANDOM = (1L << 56) - 1;

  static VisitorTrace of(RoomId room, Place place) {
    String name = room.value() + "/" + place.epoch() + "/" + place.position();
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(name.getBytes(UTF_8)));
    return new VisitorTrace(
        hash.getLong(), notZero(hash.getLong()), notZero(hash.getLong()), notZero(hash.getLong()));
  }

  private static long notZero(long id) {
    return id == 0 ? 1 : id;
  }

  /**
   * The smallest value of the random bits with which a trace is sampled (OpenTelemetry, "Trace
   * State: Probability Sampling").
   *
   * @param sample 0 to 1
   */
  static long threshold(double sample) {
    return Math.round((1 - sample) * (RANDOM + 1));
  }

  boolean sampled(long threshold) {
    return (low & RANDOM) >= threshold;
  }

  SpanContext joinSpan() {
    return span(join);
  }

  SpanContext admissionSpan() {
    return span(admission);
  }

  SpanContext waitSpan() {
    return span(notZero(join ^ admission));
  }

  private SpanContext span(long id) {
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(high, low),
        SpanId.fromLong(id),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }
}
