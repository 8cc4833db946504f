package waitingroom.beacon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.testkit.TestBeacon.Nature.FALSE;
import static waitingroom.testkit.TestBeacon.Nature.HONEST;
import static waitingroom.testkit.TestBeacon.Nature.LATE;
import static waitingroom.testkit.TestBeacon.Nature.SILENT;
import static waitingroom.testkit.TestBeacon.Nature.TORN;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.beacon.Round;
import waitingroom.outbound.AddressBlock;
import waitingroom.outbound.AddressRules;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundLimits;
import waitingroom.testkit.TestBeacon;

/** Relays over HTTP, with signatures that another library made. */
class RelaysIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  @AutoClose private static final Outbound OUTBOUND = new Outbound();
  private static TestBeacon beacon;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    beacon = TestBeacon.start(Instant.ofEpochSecond(1_700_000_000), Duration.ofSeconds(3));
    beacon.newest(1_000);
  }

  @AfterAll
  static void stop() {
    if (beacon != null) {
      beacon.close();
    }
  }

  private static Relays relays(Duration timeout, TestBeacon.Nature... natures) {
    AddressRules loopback = new AddressRules(List.of(AddressBlock.parse("127.0.0.0/8")));
    OutboundLimits limits = new OutboundLimits(timeout, OutboundTexts.BYTES_MAX, Duration.ZERO);
    return new Relays(
        beacon.chain(),
        Stream.of(natures).map(beacon::relay).toList(),
        new OutboundTexts(OUTBOUND.client(loopback, limits)));
  }

  private static Optional<Round> round(Relays relays, long number) {
    return relays.round(number).toCompletableFuture().join();
  }

  private static Optional<Long> newest(Relays relays) {
    return relays.newest().toCompletableFuture().join().map(Round::number);
  }

  @Test
  void one_honest_relay_among_bad_ones_is_enough() {
    Relays relays = relays(LONG, SILENT, FALSE, TORN, HONEST);
    assertThat(round(relays, 999)).map(Round::number).contains(999L);
  }

  @Test
  void a_round_that_is_not_made_yet_is_nowhere() {
    assertThat(round(relays(LONG, HONEST, FALSE), 1_001)).isEmpty();
    assertThat(round(relays(LONG, LATE), 999)).isEmpty();
    assertThat(round(relays(LONG, LATE), 998)).isPresent();
  }

  @Test
  void bad_relays_alone_give_nothing_in_time() {
    assertThat(round(relays(SHORT, SILENT, FALSE, TORN), 5)).isEmpty();
    assertThat(newest(relays(SHORT, SILENT, FALSE, TORN))).isEmpty();
  }

  @Test
  void the_newest_round_is_that_of_the_relay_that_is_furthest() {
    assertThat(newest(relays(LONG, LATE))).contains(998L);
    assertThat(newest(relays(LONG, LATE, FALSE, HONEST))).contains(1_000L);
  }
}
