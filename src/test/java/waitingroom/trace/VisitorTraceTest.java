package waitingroom.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import waitingroom.room.Place;
import waitingroom.room.RoomId;

/** Trace ids and sampling. */
class VisitorTraceTest {
  private static final RoomId ROOM = new RoomId("Sample");

  private static VisitorTrace at(String room, long epoch, long position) {
    return VisitorTrace.of(new RoomId(room), new Place(epoch, position, 1_700_000_000));
  }

  private static long traced(double sample) {
    long threshold = VisitorTrace.threshold(sample);
    return LongStream.rangeClosed(1, 100_000)
        .mapToObj(position -> VisitorTrace.of(ROOM, new Place(1, position, 0)))
        .filter(trace -> trace.sampled(threshold))
        .count();
  }

  @Test
  void every_node_finds_the_same_ids_for_a_place() {
    VisitorTrace here = VisitorTrace.of(ROOM, new Place(3, 17, 1_700_000_000));
    // The node that answers generate_token may not know the entry time, only the place.
    VisitorTrace there = VisitorTrace.of(new RoomId("Sample"), new Place(3, 17, 1_700_000_001));

    assertThat(there.joinSpan()).isEqualTo(here.joinSpan());
    assertThat(there.waitSpan()).isEqualTo(here.waitSpan());
    assertThat(there.admissionSpan()).isEqualTo(here.admissionSpan());
  }

  @Test
  void the_ids_are_the_bytes_of_a_hash_of_the_place() {
    // printf 'Sample/3/17' | sha256sum
    VisitorTrace trace = at("Sample", 3, 17);

    assertThat(trace.joinSpan().getTraceId()).isEqualTo("e4021fe7ac4f3a86e077d2138a9dd4ba");
    assertThat(trace.joinSpan().getSpanId()).isEqualTo("071249d2375c3f72");
    assertThat(trace.admissionSpan().getSpanId()).isEqualTo("296121b629bfb632");
  }

  @Test
  void another_room_epoch_or_position_is_another_trace() {
    Set<String> ids = new HashSet<>();
    for (VisitorTrace trace :
        new VisitorTrace[] {at("a", 1, 1), at("b", 1, 1), at("a", 2, 1), at("a", 1, 2)}) {
      assertThat(trace.joinSpan().isValid()).isTrue();
      ids.add(trace.joinSpan().getTraceId());
      ids.add(trace.joinSpan().getSpanId());
      ids.add(trace.waitSpan().getSpanId());
      ids.add(trace.admissionSpan().getSpanId());
    }
    assertThat(ids).hasSize(16);
  }

  @Test
  void no_id_is_all_zero_even_if_the_hash_is() {
    VisitorTrace trace = new VisitorTrace(0, 1, 5, 5);

    assertThat(trace.joinSpan().isValid()).isTrue();
    assertThat(trace.waitSpan().isValid()).isTrue();
  }

  @Test
  void a_sample_of_0_is_nobody_and_of_1_is_everybody() {
    assertThat(traced(0)).isZero();
    assertThat(traced(1)).isEqualTo(100_000);
    assertThat(new VisitorTrace(-1, -1, 1, 1).sampled(VisitorTrace.threshold(0))).isFalse();
    assertThat(new VisitorTrace(1, 1L << 56, 1, 1).sampled(VisitorTrace.threshold(1))).isTrue();
  }

  @Test
  void a_sample_between_is_that_part_of_the_visitors() {
    assertThat(traced(0.01)).isCloseTo(1_000, within(150L));
    assertThat(traced(0.5)).isCloseTo(50_000, within(1_000L));
  }
}
