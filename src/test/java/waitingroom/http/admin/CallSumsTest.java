package waitingroom.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import waitingroom.audit.AuditEntry;
import waitingroom.audit.AuditIds;

/** Sums of calls, by minute. */
class CallSumsTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:10Z");
  private final CallSums sums = new CallSums(new AuditIds());

  private static AuditEntry call(String principal, @Nullable String room, int status, int second) {
    return new AuditEntry(
        START.plusSeconds(second),
        UUID.randomUUID(),
        principal,
        "SHOP",
        "192.0.2.1",
        "POST",
        "/update_session",
        room,
        status,
        null,
        null);
  }

  @Test
  void the_calls_of_a_caller_in_a_minute_are_one_entry_once_it_is_over() {
    sums.add(call("till", "sale", 200, 0), Map.of("completed", 1L));
    sums.add(call("till", "sale", 200, 20), Map.of("completed", 1L));
    sums.add(call("till", "sale", 202, 40), Map.of("abandoned", 2L));

    assertThat(sums.due(START.plusSeconds(49))).isEmpty();
    List<AuditEntry> due = sums.due(START.plusSeconds(50));
    assertThat(due).hasSize(1);
    AuditEntry sum = due.get(0);
    assertThat(sum.at()).isEqualTo(START.plusSeconds(40));
    assertThat(sum.principal()).isEqualTo("till");
    assertThat(sum.eventId()).isEqualTo("sale");
    assertThat(sum.status()).isEqualTo(200);
    assertThat(sum.address()).isEqualTo("192.0.2.1");
    assertThat(sum.after())
        .isEqualTo(
            "{\"calls\":3,\"first\":\"2026-01-31T12:00:10Z\",\"last\":\"2026-01-31T12:00:50Z\","
                + "\"statuses\":{\"200\":2,\"202\":1},\"abandoned\":2,\"completed\":2}");
    assertThat(sums.due(START.plusSeconds(600))).isEmpty();
  }

  @Test
  void callers_rooms_minutes_and_refusals_have_sums_of_their_own() {
    sums.add(call("till", "sale", 200, 0), Map.of());
    sums.add(call("robot", "sale", 200, 0), Map.of());
    sums.add(call("till", "other", 200, 0), Map.of());
    sums.add(call("till", "sale", 200, 60), Map.of());
    sums.add(call("till", "sale", 404, 0), Map.of());
    sums.add(call("till", "invented", 404, 0), Map.of());

    List<AuditEntry> all = sums.all();
    assertThat(all).hasSize(5);
    assertThat(all)
        .filteredOn(entry -> entry.status() == 404)
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.eventId()).isNull();
              assertThat(refused.after()).contains("\"calls\":2");
            });
  }

  @Test
  void a_number_of_any_size_is_added_and_none_wraps_around() {
    sums.add(call("till", "sale", 200, 0), Map.of("exited", Long.MAX_VALUE));
    sums.add(call("till", "sale", 200, 1), Map.of("exited", 5L));

    assertThat(sums.all().get(0).after()).contains("\"exited\":9223372036854775807");
  }

  @Test
  void sums_beyond_their_number_are_written_early_and_none_is_lost() {
    int calls = CallSums.SUMS_MAX + 1;
    List<AuditEntry> early =
        IntStream.range(0, calls)
            .mapToObj(i -> sums.add(call("caller " + i, "sale", 200, 0), Map.of()))
            .flatMap(List::stream)
            .toList();

    assertThat(early).hasSize(CallSums.SUMS_MAX);
    assertThat(sums.all()).hasSize(1);
  }

  @Test
  void unusual_calls_stand_by_themselves_as_long_as_a_caller_has_few_in_a_minute() {
    for (int i = 0; i < CallSums.SINGLE_MAX; i++) {
      assertThat(sums.single("operator", START)).isTrue();
    }
    assertThat(sums.single("operator", START)).isFalse();
    assertThat(sums.single("other", START)).isTrue();
    assertThat(sums.single("operator", START.plusSeconds(60))).isTrue();
  }
}
