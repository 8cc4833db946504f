package waitingroom.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.Place;
import waitingroom.room.RoomId;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TraceCollector;

/** Spans sent without a node. */
class TracesTest {
  private static final RoomId ROOM = new RoomId("Sample");

  private final TestClock clock = new TestClock();
  private final TraceCollector collector = TraceCollector.start();

  @AfterEach
  void stop() {
    collector.close();
  }

  private Traces traces(String endpoint, double sample) {
    return Traces.start(
        new TraceSettings(Optional.of(URI.create(endpoint)), sample), "node-1", clock);
  }

  private Place place(long position) {
    return new Place(1, position, clock.seconds());
  }

  private void visit(Traces traces, long position) {
    traces.joined(ROOM, place(position), traces.now(), name -> Optional.empty());
    traces.admitted(ROOM, place(position), clock.seconds(), traces.now());
  }

  private static void close(Traces traces) {
    traces.close().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void what_is_left_at_the_end_is_sent() {
    Traces traces = traces(collector.url(), 1);
    visit(traces, 1);
    close(traces);

    assertThat(collector.spans())
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("join", "wait", "admission");
  }

  @Test
  void an_admission_on_another_node_has_the_join_of_the_first_as_its_parent() {
    Traces one = traces(collector.url(), 1);
    Traces other = traces(collector.url(), 1);
    one.joined(ROOM, place(1), one.now(), name -> Optional.empty());
    close(one);
    other.admitted(ROOM, place(1), clock.seconds(), other.now());
    close(other);

    Span join = collector.spans().get(0);
    assertThat(collector.spans())
        .hasSize(3)
        .allMatch(s -> s.getTraceId().equals(join.getTraceId()));
    assertThat(collector.spans().subList(1, 3))
        .allMatch(s -> s.getParentSpanId().equals(join.getSpanId()));
  }

  @Test
  void a_visitor_is_traced_as_a_whole_or_not_at_all() {
    Traces traces = traces(collector.url(), 0.5);
    for (int position = 1; position <= 200; position++) {
      visit(traces, position);
    }
    close(traces);

    long visitors = collector.spans().stream().map(Span::getTraceId).distinct().count();
    assertThat(visitors).isBetween(60L, 140L);
    assertThat(collector.spans()).hasSize((int) visitors * 3);
  }

  @Test
  void a_token_of_an_earlier_request_makes_no_span() {
    Traces traces = traces(collector.url(), 1);
    traces.admitted(ROOM, place(1), clock.seconds() - 2, traces.now());
    close(traces);

    assertThat(collector.spans()).isEmpty();
  }

  @Test
  void with_a_sample_of_0_the_collector_hears_nothing() {
    Traces traces = traces(collector.url(), 0);
    for (int position = 1; position <= 200; position++) {
      visit(traces, position);
    }
    close(traces);

    assertThat(collector.resources()).isEmpty();
  }

  @Test
  void without_an_endpoint_not_even_the_clock_is_read() {
    Traces off = Traces.start(new TraceSettings(Optional.empty(), 1), "node-1", clock);

    assertThat(off.now()).isZero();
    visit(off, 1);
    close(off);
    assertThat(collector.resources()).isEmpty();
  }

  @Test
  void a_collector_that_is_away_holds_nobody_up() {
    String url = collector.url();
    collector.close();
    Traces traces = traces(url, 1);
    long before = System.nanoTime();
    for (int position = 1; position <= 20_000; position++) {
      visit(traces, position);
    }

    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
    close(traces);
  }
}
