package waitingroom.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ChainTest {
  private static final Chain CHAIN = Chain.QUICKNET;

  @Example
  void the_hash_of_quicknet_is_the_one_that_its_relays_publish() {
    assertThat(CHAIN.hash())
        .isEqualTo("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971");
  }

  @Example
  void the_first_round_after_an_instant_is_not_the_one_at_that_instant() {
    Instant genesis = CHAIN.genesis();
    assertThat(CHAIN.firstRoundAfter(Instant.EPOCH)).isEqualTo(1);
    assertThat(CHAIN.firstRoundAfter(genesis.minusNanos(1))).isEqualTo(1);
    assertThat(CHAIN.firstRoundAfter(genesis)).isEqualTo(2);
    assertThat(CHAIN.firstRoundAfter(genesis.plusNanos(1))).isEqualTo(2);
    assertThat(CHAIN.firstRoundAfter(genesis.plusSeconds(3).minusNanos(1))).isEqualTo(2);
    assertThat(CHAIN.firstRoundAfter(genesis.plusSeconds(3))).isEqualTo(3);
    assertThat(CHAIN.newestAt(genesis.minusNanos(1))).isZero();
    assertThat(CHAIN.newestAt(genesis)).isEqualTo(1);
  }

  @Property(tries = 300)
  void an_instant_lies_between_the_moments_of_the_newest_and_the_next_round(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millisAfterGenesis) {
    Instant instant = CHAIN.genesis().plusMillis(millisAfterGenesis);
    assertThat(CHAIN.moment(CHAIN.newestAt(instant))).isBeforeOrEqualTo(instant);
    assertThat(CHAIN.moment(CHAIN.firstRoundAfter(instant))).isAfter(instant);
  }

  @Example
  void another_key_genesis_period_group_or_id_is_another_chain() {
    Chain quick = CHAIN;
    assertThat(
            new Chain(
                    quick.publicKey(),
                    quick.genesis(),
                    Duration.ofSeconds(4),
                    quick.groupHash(),
                    "quicknet")
                .hash())
        .isNotEqualTo(quick.hash());
    assertThat(
            new Chain(quick.publicKey(), quick.genesis(), quick.period(), quick.groupHash(), "x")
                .hash())
        .isNotEqualTo(quick.hash());
  }

  @Example
  void malformed_members_are_refused() {
    Chain quick = CHAIN;
    refused("", quick.genesis(), quick.period(), quick.groupHash(), quick.id());
    refused(quick.publicKey(), Instant.ofEpochMilli(1), quick.period(), quick.groupHash(), "x");
    refused(quick.publicKey(), quick.genesis(), Duration.ZERO, quick.groupHash(), "x");
    refused(quick.publicKey(), quick.genesis(), Duration.ofMillis(1500), quick.groupHash(), "x");
    refused(quick.publicKey(), quick.genesis(), quick.period(), "00", "x");
    refused(quick.publicKey(), quick.genesis(), quick.period(), quick.groupHash(), "a b");
    assertThatThrownBy(() -> quick.moment(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(
      String key, Instant genesis, Duration period, String group, String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chain(key, genesis, period, group, id));
  }
}
