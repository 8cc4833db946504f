package waitingroom.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.ClaimOutcome;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.TokensGranted;

/** Rules for tokens and their terms: one batch of claims at one moment. */
final class ClaimRules {
  private final long epoch;
  private final RoomSettings settings;
  private final Counters counters;
  private final Sessions sessions;
  private final PositionExpiry expiry;
  private final long nowSeconds;
  private final long lineSeconds;
  private final long latestEnd;

  /** First tokens of this batch, so that two claims of one position get one token. */
  private final Long2ObjectHashMap<SessionTerms> granted = new Long2ObjectHashMap<>();

  private final Map<SessionTerms, List<Long>> grants = new LinkedHashMap<>();

  /**
   * @param nowSeconds wall time, by which tokens expire
   * @param lineSeconds line time, by which positions expire
   */
  ClaimRules(RoomState room, long nowSeconds, long lineSeconds) {
    this.epoch = room.epoch();
    this.settings = room.settings();
    this.counters = room.counters();
    this.sessions = room.sessions();
    this.expiry = room.line().expiry();
    this.nowSeconds = nowSeconds;
    this.lineSeconds = lineSeconds;
    this.latestEnd = new ScheduleRules(room, nowSeconds, 0).tokensEnd();
  }

  Decision decide(List<TokenClaim> claims) {
    List<ClaimOutcome> outcomes = new ArrayList<>(claims.size());
    for (TokenClaim claim : claims) {
      outcomes.add(decide(claim));
    }
    Claimed answer = new Claimed(outcomes);
    return grants.isEmpty()
        ? Decision.of(answer)
        : Decision.of(answer, new TokensGranted(grantsOfThisBatch()));
  }

  /** The contract fixes the order of the checks. */
  private ClaimOutcome decide(TokenClaim claim) {
    long position = claim.position();
    if (claim.epoch() != epoch || position < 1 || position > counters.queue()) {
      return ClaimOutcome.refused(Rejection.UNKNOWN_REQUEST);
    }
    if (position > counters.serving()) {
      return ClaimOutcome.refused(Rejection.NOT_YET_SERVED);
    }
    if (sessions.over(position)) {
      return ClaimOutcome.refused(Rejection.TOKEN_EXPIRED);
    }
    SessionTerms known = sessions.live(position);
    if (known != null) {
      return known.expiredAt(nowSeconds)
          ? ClaimOutcome.refused(Rejection.TOKEN_EXPIRED)
          : ClaimOutcome.granted(known);
    }
    Rejection refusal = granted.containsKey(position) ? null : refusalOfFirst(position);
    return refusal == null
        ? ClaimOutcome.granted(granted.computeIfAbsent(position, key -> grant(claim)))
        : ClaimOutcome.refused(refusal);
  }

  /** Reason why a position that is being served gets no first token; null: it gets one. */
  private @Nullable Rejection refusalOfFirst(long position) {
    if (position <= expiry.through()) {
      return Rejection.POSITION_EXPIRED;
    }
    if (settings.paused()) {
      return Rejection.PAUSED;
    }
    return settings.enableQueuePositionExpiry()
            && expiry.expiresIn(position, lineSeconds, settings.queuePositionExpiryPeriod()) == null
        ? Rejection.POSITION_EXPIRED
        : null;
  }

  private SessionTerms grant(TokenClaim claim) {
    Long override = claim.validityPeriod();
    long validity = override == null ? settings.validityPeriod() : override;
    SessionTerms terms =
        new SessionTerms(
            claim.issuer(), claim.keyId(), nowSeconds, Math.min(nowSeconds + validity, latestEnd));
    grants.computeIfAbsent(terms, key -> new ArrayList<>()).add(claim.position());
    return terms;
  }

  private List<Grant> grantsOfThisBatch() {
    List<Grant> list = new ArrayList<>(grants.size());
    grants.forEach(
        (terms, positions) ->
            list.add(new Grant(terms, positions.stream().mapToLong(Long::longValue).toArray())));
    return list;
  }
}
