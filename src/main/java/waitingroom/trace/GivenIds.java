package waitingroom.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Makes the SDK start a span with predetermined ids, which it requests while starting the span. */
final class GivenIds implements IdGenerator {
  private static final ThreadLocal<SpanContext> NEXT =
      ThreadLocal.withInitial(SpanContext::getInvalid);

  static Span start(SpanBuilder span, SpanContext ids) {
    NEXT.set(ids);
    try {
      return span.startSpan();
    } finally {
      NEXT.remove();
    }
  }

  @Override
  public String generateSpanId() {
    return NEXT.get().getSpanId();
  }

  @Override
  public String generateTraceId() {
    return NEXT.get().getTraceId();
  }
}
