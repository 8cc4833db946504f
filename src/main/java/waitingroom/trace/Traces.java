package waitingroom.trace;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;
import waitingroom.room.RoomId;

/**
 * One trace per visitor, sent to an OpenTelemetry collector (OTLP over HTTP): {@code join}, and
 * later, on any node, {@code wait} and {@code admission} as its children. No state is kept: the ids
 * and the sampling decision follow from the place in line.
 *
 * <p>Requests never wait for the collector. Spans that it does not accept are dropped.
 */
public final class Traces {
  private final @Nullable VisitorSpans spans;

  private Traces(@Nullable VisitorSpans spans) {
    this.spans = spans;
  }

  /** The headers of a request. */
  public interface Headers {
    /** The first value of that name, case-insensitive. */
    Optional<String> value(String name);
  }

  /**
   * Starts tracing; without an endpoint nothing is traced.
   *
   * @param instance the name of this node
   */
  public static Traces start(TraceSettings settings, String instance, Clock clock) {
    return new Traces(
        settings
            .endpoint()
            .map(endpoint -> new VisitorSpans(endpoint, settings.sample(), instance, clock))
            .orElse(null));
  }

  /** The start time for a request: epoch nanoseconds, or 0 when nothing is traced. */
  public long now() {
    return spans == null ? 0 : spans.now();
  }

  /**
   * Records the join of a visitor, just before the answer.
   *
   * @param since start of the request, from {@link #now}
   * @param headers of the request, whose {@code traceparent} becomes a link
   */
  public void joined(RoomId room, Place place, long since, Headers headers) {
    if (spans != null) {
      spans.joined(room, place, since, headers);
    }
  }

  /**
   * Records the admission of a visitor, just before the answer, unless an earlier request made the
   * token.
   *
   * @param issuedAt of the token, epoch seconds
   * @param since start of the request, from {@link #now}
   */
  public void admitted(RoomId room, Place place, long issuedAt, long since) {
    if (spans != null) {
      spans.admitted(room, place, issuedAt, since);
    }
  }

  /** Sends the remaining spans and stops; completes even if sending fails. */
  public CompletionStage<Void> close() {
    return spans == null ? CompletableFuture.completedFuture(null) : spans.close();
  }
}
