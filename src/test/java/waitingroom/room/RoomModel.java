package waitingroom.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.QueueingMethod;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Active;
import waitingroom.room.RoomAnswer.ClaimOutcome;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomAnswer.Ended;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomAnswer.Refused;

/**
 * The simplest model of a room: maps and sets, nothing shared, nothing swept. Each method carries
 * out a command and returns the answer expected of the room.
 */
final class RoomModel {
  private Phase phase = Phase.NEVER_OPENED;
  private long epoch;
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long version;
  private long queue;
  private long serving;
  private Map<String, Long> numbers = new HashMap<>();
  private Map<String, Joined> batches = new HashMap<>();
  private Map<Long, SessionTerms> tokens = new HashMap<>();
  private Set<Long> completed = new HashSet<>();
  private Set<Long> abandoned = new HashSet<>();
  private PositionModel positions = new PositionModel();

  RoomModel copy() {
    RoomModel copy = new RoomModel();
    copy.phase = phase;
    copy.epoch = epoch;
    copy.settings = settings;
    copy.version = version;
    copy.queue = queue;
    copy.serving = serving;
    copy.numbers = new HashMap<>(numbers);
    copy.batches = new HashMap<>(batches);
    copy.tokens = new HashMap<>(tokens);
    copy.completed = new HashSet<>(completed);
    copy.abandoned = new HashSet<>(abandoned);
    copy.positions = positions.copy();
    return copy;
  }

  RoomStatus status(RoomId room) {
    Counters counters =
        new Counters(
            queue, serving, tokens.size(), positions.dead(), completed.size(), abandoned.size());
    return new RoomStatus(room, 0, phase, epoch, settings, version, counters);
  }

  long epoch() {
    return epoch;
  }

  long queue() {
    return queue;
  }

  long version() {
    return version;
  }

  /** Tokens whose session has not ended. */
  long open() {
    return (long) tokens.size() - completed.size() - abandoned.size();
  }

  private @Nullable RoomAnswer refusedUnlessOpen() {
    return switch (phase) {
      case OPEN -> null;
      case CLOSED -> new Refused(Rejection.ROOM_CLOSED);
      case NEVER_OPENED -> new Refused(Rejection.UNKNOWN_ROOM);
    };
  }

  RoomAnswer configure(RoomSettings wanted, long nowSeconds) {
    RoomSettings old = settings;
    settings = wanted;
    if (phase != Phase.OPEN) {
      version++;
      phase = Phase.OPEN;
      startEpoch();
      return new Accepted();
    }
    if (!old.equals(wanted)) {
      version++;
      positions.changeSettings(old, wanted, serving, nowSeconds);
      if (!wanted.mayServeAhead() && serving > queue) {
        serve(queue, nowSeconds);
      }
      callEverybody(nowSeconds);
    }
    return new Accepted();
  }

  RoomAnswer close() {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    phase = Phase.CLOSED;
    return new Accepted();
  }

  RoomAnswer reset() {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    startEpoch();
    return new Accepted();
  }

  private void startEpoch() {
    epoch++;
    queue = 0;
    serving = 0;
    numbers.clear();
    batches.clear();
    tokens.clear();
    completed.clear();
    abandoned.clear();
    positions = new PositionModel();
  }

  RoomAnswer join(String origin, long number, int count, long nowMillis) {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    long newest = numbers.getOrDefault(origin, 0L);
    if (number < newest) {
      return new Refused(Rejection.STALE_BATCH);
    }
    if (number > newest) {
      if (settings.rejects()) {
        return new Refused(Rejection.ROOM_REJECTS);
      }
      long waiting = Math.max(0, queue - tokens.size() - positions.dead());
      long places = settings.maxQueueLength() == 0 ? count : settings.maxQueueLength() - waiting;
      int joining = (int) Math.min(count, places);
      if (joining <= 0) {
        return new Refused(Rejection.LINE_FULL);
      }
      numbers.put(origin, number);
      batches.put(origin, new Joined(epoch, queue + 1, joining, nowMillis / 1000));
      positions.enter(queue + 1, joining, nowMillis / 1000, settings);
      queue += joining;
      callEverybody(nowMillis / 1000);
    }
    return java.util.Objects.requireNonNull(batches.get(origin));
  }

  RoomAnswer increment(long by, long nowSeconds) {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    if (settings.rejects()) {
      return new Refused(Rejection.ROOM_REJECTS);
    }
    serve(settings.queueAll() ? Math.min(serving + by, queue) : serving + by, nowSeconds);
    return new Accepted();
  }

  private void callEverybody(long nowSeconds) {
    boolean all = settings.queueingMethod() == QueueingMethod.PASSTHROUGH;
    if (all && !settings.paused() && !settings.queueAll() && serving < queue) {
      serve(queue, nowSeconds);
    }
  }

  private void serve(long wanted, long nowSeconds) {
    serving = wanted;
    positions.serve(wanted, nowSeconds, settings);
  }

  /** The sweep of contract 3.3. */
  RoomAnswer expire(long nowSeconds) {
    boolean sweeps = settings.enableQueuePositionExpiry() && !settings.paused();
    if (phase == Phase.OPEN && sweeps) {
      List<Long> expired =
          positions.expire(
              queue, nowSeconds, settings.queuePositionExpiryPeriod(), tokens.keySet());
      for (long count : expired) {
        if (count > 0
            && settings.incrSvcOnQueuePositionExpiry()
            && settings.queueingMethod() == QueueingMethod.FIFO
            && !settings.queueAll()) {
          serve(serving + count, nowSeconds);
        }
      }
    }
    return new Accepted();
  }

  RoomAnswer claim(List<TokenClaim> claims, long nowSeconds) {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    Set<Long> ofThisBatch = new HashSet<>();
    List<ClaimOutcome> outcomes = new ArrayList<>();
    for (TokenClaim claim : claims) {
      outcomes.add(claim(claim, nowSeconds, ofThisBatch));
    }
    return new Claimed(outcomes);
  }

  private ClaimOutcome claim(TokenClaim claim, long nowSeconds, Set<Long> ofThisBatch) {
    long position = claim.position();
    if (claim.epoch() != epoch || position < 1 || position > queue) {
      return ClaimOutcome.refused(Rejection.UNKNOWN_REQUEST);
    }
    if (position > serving) {
      return ClaimOutcome.refused(Rejection.NOT_YET_SERVED);
    }
    if (completed.contains(position) || abandoned.contains(position)) {
      return ClaimOutcome.refused(Rejection.TOKEN_EXPIRED);
    }
    SessionTerms token = tokens.get(position);
    if (token == null) {
      if (positions.dead(position)) {
        return ClaimOutcome.refused(Rejection.POSITION_EXPIRED);
      }
      if (settings.paused()) {
        return ClaimOutcome.refused(Rejection.PAUSED);
      }
      if (positions.late(position, nowSeconds, settings)) {
        return ClaimOutcome.refused(Rejection.POSITION_EXPIRED);
      }
      Long override = claim.validityPeriod();
      long validity = override == null ? settings.validityPeriod() : override;
      token = new SessionTerms(claim.issuer(), claim.keyId(), nowSeconds, nowSeconds + validity);
      tokens.put(position, token);
      ofThisBatch.add(position);
    }
    return token.expiresAt() < nowSeconds && !ofThisBatch.contains(position)
        ? ClaimOutcome.refused(Rejection.TOKEN_EXPIRED)
        : ClaimOutcome.granted(token);
  }

  RoomAnswer end(List<SessionEnd> ends) {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    List<@Nullable Rejection> refusals = new ArrayList<>();
    for (SessionEnd end : ends) {
      long position = end.position();
      boolean open =
          end.epoch() == epoch
              && tokens.containsKey(position)
              && !completed.contains(position)
              && !abandoned.contains(position);
      if (open) {
        (end.completed() ? completed : abandoned).add(position);
      }
      refusals.add(open ? null : Rejection.NO_OPEN_SESSION);
    }
    return new Ended(refusals);
  }

  RoomAnswer active(long nowSeconds) {
    RoomAnswer refused = refusedUnlessOpen();
    if (refused != null) {
      return refused;
    }
    return new Active(
        tokens.entrySet().stream()
            .filter(token -> token.getValue().expiresAt() >= nowSeconds)
            .filter(token -> !completed.contains(token.getKey()))
            .filter(token -> !abandoned.contains(token.getKey()))
            .count());
  }
}
