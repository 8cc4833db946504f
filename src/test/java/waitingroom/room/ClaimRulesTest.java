package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomAnswer.ClaimOutcome;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.store.Bitmaps;
import waitingroom.store.Formatted;

/** Precedence of the reasons for refusing a claim, and one event per batch. */
class ClaimRulesTest {
  private static final long NOW = 1000;
  private final Sessions sessions = new Sessions();

  @Test
  void an_id_of_another_epoch_is_unknown_even_if_its_position_is_served() {
    assertThat(refusal(new TokenClaim(6, 1, "i", "k", null))).isEqualTo(Rejection.UNKNOWN_REQUEST);
  }

  @Test
  void a_position_that_was_never_given_out_is_unknown_and_not_merely_early() {
    assertThat(refusal(claim(0))).isEqualTo(Rejection.UNKNOWN_REQUEST);
    assertThat(refusal(claim(11))).isEqualTo(Rejection.UNKNOWN_REQUEST);
  }

  @Test
  void the_turn_comes_before_the_token_when_the_serving_counter_was_moved_back() {
    live(6, NOW + 60);
    sessions.end(7);

    assertThat(refusal(claim(6))).isEqualTo(Rejection.NOT_YET_SERVED);
    assertThat(refusal(claim(7))).isEqualTo(Rejection.NOT_YET_SERVED);
    assertThat(refusal(claim(5))).isNull();
  }

  @Test
  void a_token_lives_up_to_and_including_its_last_second() {
    live(1, NOW);
    live(2, NOW - 1);

    assertThat(refusal(claim(1))).isNull();
    assertThat(refusal(claim(2))).isEqualTo(Rejection.TOKEN_EXPIRED);
  }

  @Test
  void a_session_that_was_ended_or_swept_has_no_token_any_more() {
    sessions.end(1);
    live(2, NOW + 60);
    sessions.expireBefore(NOW + 61);

    assertThat(refusal(claim(1))).isEqualTo(Rejection.TOKEN_EXPIRED);
    assertThat(refusal(claim(2))).isEqualTo(Rejection.TOKEN_EXPIRED);
  }

  @Test
  void a_second_claim_gets_the_terms_of_the_first_whatever_it_asks_for() {
    SessionTerms first = live(1, NOW + 60);

    Decision decision = decide(new TokenClaim(7, 1, "other", "other", 5L));

    assertThat(decision.answer()).isEqualTo(new Claimed(List.of(ClaimOutcome.granted(first))));
    assertThat(decision.events()).isEmpty();
  }

  @Test
  void claims_on_the_same_terms_share_a_grant_and_a_doubled_one_counts_once() {
    Decision decision =
        decide(claim(3), claim(1), new TokenClaim(7, 2, "i", "k", 5L), claim(3), claim(9));

    TokensGranted event = (TokensGranted) decision.events().get(0);
    assertThat(decision.events()).hasSize(1);
    assertThat(event.grants())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new Grant(new SessionTerms("i", "k", NOW, NOW + 60), new long[] {3, 1}),
            new Grant(new SessionTerms("i", "k", NOW, NOW + 5), new long[] {2}));
    assertThat(((Claimed) decision.answer()).outcomes()).hasSize(5);
  }

  /** The wall clock was set back by an hour: tokens live by it, places in line do not. */
  @Test
  void a_position_is_given_up_by_the_time_of_the_line() {
    RoomState room = new RoomState();
    for (RoomEvent event :
        List.of(
            new RoomOpened(1, TestSettings.of("'queue_position_expiry_period': 60"), 0),
            new PositionsAssigned(1, 2, 0, "node", 1),
            new ServingAdvanced(2, 2, 0, Cause.OPERATOR))) {
      room = room.apply(event);
    }
    TokenClaim claim = new TokenClaim(1, 1, "i", "k", 10L);

    ClaimOutcome inTime = only(new ClaimRules(room, 1000, 60).decide(List.of(claim)));
    ClaimOutcome late = only(new ClaimRules(room, 0, 61).decide(List.of(claim)));

    assertThat(inTime.terms()).isEqualTo(new SessionTerms("i", "k", 1000, 1010));
    assertThat(late.refusal()).isEqualTo(Rejection.POSITION_EXPIRED);
  }

  private static ClaimOutcome only(Decision decision) {
    return ((Claimed) decision.answer()).outcomes().get(0);
  }

  private SessionTerms live(long position, long expiresAt) {
    SessionTerms terms = new SessionTerms("first", "first", NOW - 100, expiresAt);
    sessions.grant(terms, new long[] {position});
    return terms;
  }

  private static TokenClaim claim(long position) {
    return new TokenClaim(7, position, "i", "k", null);
  }

  private @Nullable Rejection refusal(TokenClaim claim) {
    return only(decide(claim)).refusal();
  }

  /** Epoch 7, 10 in the queue, 5 of them served. */
  private Decision decide(TokenClaim... claims) {
    RoomState room =
        RoomState.fromSnapshot(
            new RoomSnapshot(
                Phase.OPEN,
                7,
                TestSettings.validityPeriod(60),
                1,
                Counters.ZERO.withQueue(10).withServing(5),
                List.of(),
                sessions.grants(),
                Bitmaps.toBytes(sessions.expired()),
                Bitmaps.toBytes(sessions.ended()),
                null,
                Formatted.FIRST));
    return new ClaimRules(room, NOW, NOW).decide(List.of(claims));
  }
}
