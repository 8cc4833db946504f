package waitingroom.trace;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;
import waitingroom.room.RoomId;

/** Creates the spans; the SDK sends them in the background from a bounded queue. */
final class VisitorSpans {
  private static final AttributeKey<String> EVENT_ID =
      AttributeKey.stringKey("waiting_room.event_id");
  private static final AttributeKey<Long> POSITION = AttributeKey.longKey("waiting_room.position");

  /** The final flush must fit into a shutdown phase, which takes 5 s at most. */
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  /** Tolerated clock difference between nodes, plus rounding to whole seconds. */
  private static final long SLACK_SECONDS = 1;

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final long threshold;
  private final Clock clock;

  VisitorSpans(URI endpoint, double sample, String instance, Clock clock) {
    SdkLog.begin();
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setConnectTimeout(TIMEOUT)
            .setTimeout(TIMEOUT)
            // No retries: an unreachable collector would delay the shutdown by seconds per batch.
            .setRetryPolicy(null)
            .build();
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(new GivenIds())
            .setSampler(Sampler.alwaysOn())
            .addResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "waiting-room",
                        AttributeKey.stringKey("service.instance.id"),
                        instance)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .setExporterTimeout(TIMEOUT)
                    .build())
            .build();
    this.tracer = provider.get("waitingroom");
    this.threshold = VisitorTrace.threshold(sample);
    this.clock = clock;
  }

  /** Epoch nanoseconds. */
  long now() {
    Instant now = clock.instant();
    return SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  void joined(RoomId room, Place place, long since, Traces.Headers headers) {
    VisitorTrace trace = VisitorTrace.of(room, place);
    if (!trace.sampled(threshold)) {
      return;
    }
    SpanBuilder span = span("join", SpanKind.SERVER, room, place).setNoParent();
    // A link rather than a parent: callers must not control whose trace this is.
    SpanContext caller = caller(headers);
    if (caller.isValid()) {
      span.addLink(caller);
    }
    span.setStartTimestamp(since, NANOSECONDS);
    GivenIds.start(span, trace.joinSpan()).end(now(), NANOSECONDS);
  }

  void admitted(RoomId room, Place place, long issuedAt, long since) {
    VisitorTrace trace = VisitorTrace.of(room, place);
    boolean old = issuedAt < NANOSECONDS.toSeconds(since) - SLACK_SECONDS;
    if (old || !trace.sampled(threshold)) {
      return;
    }
    Context join = Context.root().with(Span.wrap(trace.joinSpan()));
    SpanBuilder waiting =
        span("wait", SpanKind.INTERNAL, room, place)
            .setParent(join)
            .setStartTimestamp(place.enteredAt(), SECONDS);
    GivenIds.start(waiting, trace.waitSpan()).end(Math.max(issuedAt, place.enteredAt()), SECONDS);
    SpanBuilder admission =
        span("admission", SpanKind.SERVER, room, place)
            .setParent(join)
            .setStartTimestamp(since, NANOSECONDS);
    GivenIds.start(admission, trace.admissionSpan()).end(now(), NANOSECONDS);
  }

  private SpanBuilder span(String name, SpanKind kind, RoomId room, Place place) {
    return tracer
        .spanBuilder(name)
        .setSpanKind(kind)
        .setAttribute(EVENT_ID, room.value())
        .setAttribute(POSITION, place.position());
  }

  /** The caller's {@code traceparent} (W3C Trace Context); invalid when missing or malformed. */
  private static SpanContext caller(Traces.Headers headers) {
    Context context =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), headers, TraceParent.INSTANCE);
    return Span.fromContext(context).getSpanContext();
  }

  /** Omits {@code tracestate}, which nothing here reads. */
  private enum TraceParent implements TextMapGetter<Traces.Headers> {
    INSTANCE;

    private static final String NAME = "traceparent";

    @Override
    public Iterable<String> keys(Traces.Headers headers) {
      return List.of(NAME);
    }

    @Override
    public @Nullable String get(Traces.@Nullable Headers headers, String key) {
      return headers == null || !key.equals(NAME) ? null : headers.value(key).orElse(null);
    }
  }

  CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    var unused = provider.shutdown().whenComplete(() -> closed.complete(null));
    return closed;
  }
}
