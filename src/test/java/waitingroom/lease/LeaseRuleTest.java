package waitingroom.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import waitingroom.lease.LeaseRule.Step;

/** What a node does after reading the row of the lease. */
class LeaseRuleTest {
  private static final Duration KEEP = Duration.ofSeconds(20);
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final UUID OURS = new UUID(0, 1);
  private static final UUID THEIRS = new UUID(0, 2);
  private static final String HERE = "boot net here";

  @Test
  void a_fresh_keyspace_is_won_by_whoever_may_form_a_cluster() {
    assertThat(step(null, outside(true, Duration.ZERO))).isInstanceOf(Step.Create.class);
    assertThat(step(null, outside(false, Duration.ZERO))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void the_holder_renews_and_the_others_follow() {
    assertThat(step(lease(OURS, 1, "a"), member("a", null))).isInstanceOf(Step.Renew.class);
    assertThat(step(lease(OURS, 1, "a"), member("b", null))).isInstanceOf(Step.Follow.class);
    assertThat(step(lease(OURS, 1, "a"), member("b", lease(OURS, 1, "a"))))
        .isInstanceOf(Step.Follow.class);
  }

  @Test
  void the_oldest_member_takes_over_from_one_that_is_gone() {
    Lease row = lease(OURS, 1, "gone");
    assertThat(step(row, member("a", row))).isInstanceOf(Step.Succeed.class);
    assertThat(step(row, member("b", row))).isInstanceOf(Step.Wait.class);
  }

  @Test
  void a_successor_is_followed_by_those_who_have_given_up_its_predecessor() {
    assertThat(step(lease(OURS, 2, "b"), member("a", lease(OURS, 1, "gone"))))
        .isInstanceOf(Step.Follow.class);
    assertThat(step(lease(OURS, 4, "b"), member("a", lease(OURS, 1, "gone"))))
        .isInstanceOf(Step.Follow.class);
  }

  /** Of two halves that both go on, one must not follow the other. */
  @Test
  void a_successor_of_a_member_that_is_still_here_is_not_followed() {
    assertThat(step(lease(OURS, 2, "b"), member("c", lease(OURS, 1, "a"))))
        .isInstanceOf(Step.Wait.class);
    assertThat(step(lease(OURS, 2, "stranger"), member("b", lease(OURS, 1, "gone"))))
        .isInstanceOf(Step.Wait.class);
  }

  @Test
  void a_holder_that_was_given_up_loses_the_lease() {
    assertThat(step(lease(OURS, 2, "b"), member("a", lease(OURS, 1, "a"))))
        .isInstanceOf(Step.Lose.class);
  }

  @Test
  void the_lease_is_lost_to_another_cluster_and_with_its_row() {
    Lease held = lease(OURS, 1, "a");
    assertThat(step(lease(THEIRS, 1, "x"), member("a", held))).isInstanceOf(Step.Lose.class);
    assertThat(step(null, member("a", held))).isInstanceOf(Step.Lose.class);
  }

  @Test
  void another_cluster_waits_until_no_beat_was_seen_for_the_time_in_the_row() {
    Lease row = lease(THEIRS, 1, "x");
    assertThat(step(row, outside(true, WAIT.minusMillis(1)))).isInstanceOf(Step.Wait.class);
    assertThat(step(row, outside(true, WAIT))).isInstanceOf(Step.Replace.class);
    assertThat(step(row, outside(false, WAIT))).isInstanceOf(Step.Wait.class);
    assertThat(((Step.Wait) step(row, outside(true, Duration.ZERO))).why())
        .contains("another cluster has the lease")
        .contains("x-address");
  }

  @Test
  void the_process_before_at_the_same_place_is_dead_if_it_was_alone() {
    assertThat(step(at(HERE, Set.of("x-address")), outside(true, Duration.ZERO)))
        .isInstanceOf(Step.Replace.class);
    assertThat(step(at(HERE, Set.of("x-address", "y-address")), outside(true, Duration.ZERO)))
        .isInstanceOf(Step.Wait.class);
    assertThat(step(at("boot net there", Set.of("x-address")), outside(true, Duration.ZERO)))
        .isInstanceOf(Step.Wait.class);
    LeaseView nowhere = new LeaseView("a", "", true, Set.of(), Set.of(), null, Duration.ZERO);
    assertThat(step(at("", Set.of("x-address")), nowhere)).isInstanceOf(Step.Wait.class);
  }

  private static Step step(@Nullable Lease row, LeaseView view) {
    return LeaseRule.next(Optional.ofNullable(row), view);
  }

  private static Lease lease(UUID cluster, long term, String holder) {
    return new Lease(
        cluster, term, holder, 7, Set.of(holder + "-address"), "elsewhere", KEEP, WAIT);
  }

  private static Lease at(String place, Set<String> members) {
    return new Lease(THEIRS, 1, "x", 7, members, place, KEEP, WAIT);
  }

  private static LeaseView outside(boolean candidate, Duration unchanged) {
    return new LeaseView("a", HERE, candidate, Set.of(), Set.of(), null, unchanged);
  }

  /** A member of a cluster of a, b and c, in which a is the oldest; "gone" has left. */
  private static LeaseView member(String self, @Nullable Lease held) {
    return new LeaseView(
        self,
        HERE,
        self.equals("a"),
        Set.of("a", "b", "c"),
        Set.of("a", "b", "c", "gone"),
        held,
        Duration.ofDays(1));
  }
}
