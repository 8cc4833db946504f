package waitingroom.trace;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;
import waitingroom.room.RoomId;

/**
 * One trace per visitor, sent to an OpenTelemetry collector (OTLP by HTTP): {@code join}, and
 * later, on whichever node, {@code wait} and {@code admission} as its children. Nothing is
 * remembered for it: the ids and whether a visitor is among those traced follow from the place in
 * line.
 *
 * <p>Nobody waits for the collector. Spans that it does not take are dropped.
 */
public final class Traces {
  private final @Nullable VisitorSpans spans;

  private Traces(@Nullable VisitorSpans spans) {
    this.spans = spans;
  }

  /** What a request says in its headers. */
  public interface Headers {
    /** The first of that name, in any case. */
    Optional<String> value(String name);
  }

  /**
   * Begins; without an endpoint nothing is traced.
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

  /** When a request begins: epoch nanoseconds, or 0 when nothing is traced. */
  public long now() {
    return spans == null ? 0 : spans.now();
  }

  /**
   * A visitor has a place and is about to be told.
   *
   * @param since when the request began, by {@link #now}
   * @param headers of the request: its {@code traceparent} becomes a link
   */
  public void joined(RoomId room, Place place, long since, Headers headers) {
    if (spans != null) {
      spans.joined(room, place, since, headers);
    }
  }

  /**
   * A visitor has a token and is about to be told. Tells nothing when the token was made by an
   * earlier request.
   *
   * @param issuedAt of the token, epoch seconds
   * @param since when the request began, by {@link #now}
   */
  public void admitted(RoomId room, Place place, long issuedAt, long since) {
    if (spans != null) {
      spans.admitted(room, place, issuedAt, since);
    }
  }

  /** Sends what is left and ends; done when that was tried. */
  public CompletionStage<Void> close() {
    return spans == null ? CompletableFuture.completedFuture(null) : spans.close();
  }
}
