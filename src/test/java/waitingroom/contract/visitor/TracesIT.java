package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.TraceCollector;

/** Traces of a visit, as a collector receives them. */
class TracesIT {
  private static final TestClock CLOCK = new TestClock();
  private static TraceCollector collector;
  private static TestNode node;

  @BeforeAll
  static void start() {
    collector = TraceCollector.start();
    node =
        TestNode.start(
            TracesIT.class,
            CLOCK,
            "waiting-room.tracing { otlp-endpoint = \"%s\", sample = 1 }"
                .formatted(collector.url()));
  }

  @AfterAll
  static void stop() {
    node.close();
    collector.close();
  }

  /** Spans by name, of a room with one visitor. */
  private record Visit(Map<String, Span> spans) {
    Span span(String name) {
      return Objects.requireNonNull(spans.get(name), name);
    }
  }

  private static List<Span> of(TestRoom room) {
    return collector.spans().stream()
        .filter(span -> text(span, "waiting_room.event_id").equals(room.id()))
        .toList();
  }

  private static String text(Span span, String attribute) {
    return span.getAttributesList().stream()
        .filter(one -> one.getKey().equals(attribute))
        .map(one -> one.getValue().getStringValue())
        .collect(Collectors.joining());
  }

  private static Visit awaitSpans(TestRoom room, int count) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> of(room).size() >= count);
    return new Visit(
        of(room).stream().collect(Collectors.toMap(Span::getName, Function.identity())));
  }

  private static long seconds(long nanos) {
    return nanos / 1_000_000_000;
  }

  @Test
  void a_visit_is_one_trace_from_the_join_to_the_admission() {
    TestRoom room = node.newRoom();
    long joined = CLOCK.instant().getEpochSecond();
    String requestId = room.join();
    assertThat(room.token(requestId).status()).isEqualTo(202);
    CLOCK.advance(Duration.ofMinutes(7));
    room.serve(1);
    assertThat(room.token(requestId).status()).isEqualTo(200);
    CLOCK.advance(Duration.ofMinutes(1));
    assertThat(room.token(requestId).status()).isEqualTo(200);
    // A later visitor's spans arrive last, after any that the repeated call had made.
    TestRoom later = node.newRoom();
    later.token(later.joinServed());
    awaitSpans(later, 3);

    Visit visit = awaitSpans(room, 3);

    assertThat(visit.spans()).containsOnlyKeys("join", "wait", "admission");
    Span join = visit.span("join");
    Span wait = visit.span("wait");
    Span admission = visit.span("admission");
    assertThat(join.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(List.of(wait.getParentSpanId(), admission.getParentSpanId()))
        .containsOnly(join.getSpanId());
    assertThat(List.of(wait.getTraceId(), admission.getTraceId())).containsOnly(join.getTraceId());
    assertThat(List.of(join.getKind(), wait.getKind(), admission.getKind()))
        .containsExactly(
            SpanKind.SPAN_KIND_SERVER, SpanKind.SPAN_KIND_INTERNAL, SpanKind.SPAN_KIND_SERVER);
    assertThat(seconds(wait.getStartTimeUnixNano())).isEqualTo(joined);
    assertThat(seconds(wait.getEndTimeUnixNano())).isEqualTo(joined + 420);
    assertThat(seconds(join.getStartTimeUnixNano())).isEqualTo(joined);
    assertThat(seconds(admission.getStartTimeUnixNano())).isEqualTo(joined + 420);
    assertThat(visit.spans().values())
        .allSatisfy(
            span -> {
              assertThat(span.getEndTimeUnixNano())
                  .isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
              assertThat(span.getAttributesList())
                  .extracting(KeyValue::getKey)
                  .containsExactlyInAnyOrder("waiting_room.event_id", "waiting_room.position");
              assertThat(span.toString()).doesNotContain(requestId).contains("int_value: 1");
            });
    assertThat(collector.resources().get(0).toString())
        .contains("service.name", "\"waiting-room\"", "service.instance.id");
  }

  @Test
  void a_caller_does_not_choose_the_trace_but_is_linked() {
    TestRoom room = node.newRoom();
    String theirs = "4bf92f3577b34da6a3ce929d0e0e4736";

    Answer answer =
        node.visitor()
            .send(
                "POST",
                "/assign_queue_num",
                room.body(""),
                "traceparent",
                "00-" + theirs + "-00f067aa0ba902b7-01");

    assertThat(answer.status()).isEqualTo(200);
    Span join = awaitSpans(room, 1).span("join");
    assertThat(hex(join.getTraceId())).isNotEqualTo(theirs);
    assertThat(join.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(join.getLinksList())
        .singleElement()
        .satisfies(link -> assertThat(hex(link.getTraceId())).isEqualTo(theirs));
  }

  @Test
  void a_malformed_trace_of_a_caller_is_passed_over() {
    TestRoom room = node.newRoom();

    Answer answer =
        node.visitor()
            .send("POST", "/assign_queue_num", room.body(""), "traceparent", "00-zz-00-~");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(awaitSpans(room, 1).span("join").getLinksList()).isEmpty();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
