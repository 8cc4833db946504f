package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.TokenStanding;
import waitingroom.store.Bitmaps;
import waitingroom.store.Formatted;
import waitingroom.testkit.NodeSerialization;

/** Sessions agree with plain maps, even after a round trip through a snapshot. */
class SessionsTest {
  private static @Nullable ActorTestKit kit;
  private static @Nullable NodeSerialization serialization;

  @BeforeContainer
  static void start() {
    kit = ActorTestKit.create("SessionsTest", NodeSerialization.CONFIG);
    serialization = new NodeSerialization(kit.system());
  }

  @AfterContainer
  static void stop() {
    if (kit != null) {
      kit.shutdownTestKit();
    }
  }

  enum Kind {
    GRANT,
    END,
    EXPIRE,
    SNAPSHOT
  }

  record Move(Kind kind, List<Long> positions, long second) {}

  /**
   * Few positions, so that they meet, in several containers of a bitmap, so that these go empty.
   */
  @Provide
  Arbitrary<List<Move>> moves() {
    Arbitrary<Long> positions =
        Combinators.combine(
                Arbitraries.of(0L, 65_536L, 1L << 32, (1L << 40) - 32),
                Arbitraries.longs().between(1, 12))
            .as(Long::sum);
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(6, Kind.GRANT),
            net.jqwik.api.Tuple.of(4, Kind.END),
            net.jqwik.api.Tuple.of(2, Kind.EXPIRE),
            net.jqwik.api.Tuple.of(1, Kind.SNAPSHOT));
    return Combinators.combine(
            kinds,
            positions.list().uniqueElements().ofMaxSize(6),
            Arbitraries.longs().between(0, 9))
        .as(Move::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 400)
  void any_history_agrees_with_plain_maps(@ForAll("moves") List<Move> moves) {
    Sessions sessions = new Sessions();
    Map<Long, SessionTerms> live = new HashMap<>();
    Set<Long> expired = new HashSet<>();
    Set<Long> closed = new HashSet<>();
    Set<Long> seen = new HashSet<>();
    for (Move move : moves) {
      seen.addAll(move.positions());
      switch (move.kind()) {
        case GRANT -> {
          SessionTerms terms = new SessionTerms("i", "k", 0, move.second());
          long[] fresh =
              move.positions().stream()
                  .filter(p -> !live.containsKey(p) && !expired.contains(p) && !closed.contains(p))
                  .mapToLong(Long::longValue)
                  .toArray();
          if (fresh.length > 0) {
            sessions.grant(terms, fresh);
          }
          LongStream.of(fresh).forEach(p -> live.put(p, terms));
        }
        case END -> {
          for (long position : move.positions()) {
            if (live.remove(position) != null || expired.remove(position)) {
              sessions.end(position);
              closed.add(position);
            }
          }
        }
        case EXPIRE -> {
          sessions.expireBefore(move.second());
          live.forEach(
              (p, terms) -> {
                if (terms.expiresAt() < move.second()) {
                  expired.add(p);
                }
              });
          live.keySet().removeAll(expired);
        }
        case SNAPSHOT -> sessions = stored(sessions);
      }
      check(sessions, seen, live, expired, closed);
    }
  }

  private static void check(
      Sessions sessions,
      Set<Long> seen,
      Map<Long, SessionTerms> live,
      Set<Long> expired,
      Set<Long> closed) {
    for (long position : seen) {
      assertThat(seenOf(sessions, position))
          .as("position %d", position)
          .isEqualTo(expected(position, live.get(position), expired, closed));
    }
    for (long second = 0; second <= 10; second++) {
      long now = second;
      long active = live.values().stream().filter(t -> t.expiresAt() >= now).count();
      assertThat(sessions.activeAt(now)).isEqualTo(active);
    }
    assertThat(sessions.expired().toArray()).containsExactlyInAnyOrder(array(expired));
    assertThat(sessions.ended().toArray()).containsExactlyInAnyOrder(array(closed));
  }

  /**
   * All that can be asked about a position: compared at once, since an assertion costs more than
   * what it compares.
   *
   * @param standings at the seconds 0 to 10
   */
  record Seen(
      @Nullable SessionTerms live, boolean over, boolean open, List<TokenStanding> standings) {}

  private static Seen seenOf(Sessions sessions, long position) {
    return new Seen(
        sessions.live(position),
        sessions.over(position),
        sessions.open(position),
        standings(now -> sessions.standing(position, now)));
  }

  private static Seen expected(
      long position, @Nullable SessionTerms live, Set<Long> expired, Set<Long> closed) {
    return new Seen(
        live,
        expired.contains(position) || closed.contains(position),
        live != null || expired.contains(position),
        standings(now -> standing(live, now, position, expired, closed)));
  }

  private static List<TokenStanding> standings(LongFunction<TokenStanding> at) {
    return LongStream.rangeClosed(0, 10).mapToObj(at).toList();
  }

  private static TokenStanding standing(
      @Nullable SessionTerms live, long now, long position, Set<Long> expired, Set<Long> closed) {
    if (closed.contains(position)) {
      return TokenStanding.ENDED;
    }
    boolean over = expired.contains(position) || (live != null && live.expiresAt() < now);
    return over ? TokenStanding.EXPIRED : live == null ? TokenStanding.NONE : TokenStanding.LIVE;
  }

  private static long[] array(Set<Long> positions) {
    return positions.stream().mapToLong(Long::longValue).toArray();
  }

  private static Sessions stored(Sessions sessions) {
    RoomSnapshot written =
        new RoomSnapshot(
            Phase.OPEN,
            1,
            RoomSettings.DEFAULT,
            1,
            Counters.ZERO,
            List.of(),
            sessions.grants(),
            Bitmaps.toBytes(sessions.expired()),
            Bitmaps.toBytes(sessions.ended()),
            null,
            Formatted.FIRST);
    RoomSnapshot read =
        java.util.Objects.requireNonNull(serialization).copy(RoomSnapshot.class, written);
    Sessions copy =
        new Sessions(Bitmaps.fromBytes(read.expired()), Bitmaps.fromBytes(read.closed()));
    read.liveSessions().forEach(grant -> copy.grant(grant.terms(), grant.positions()));
    return copy;
  }

  @Property(tries = 1)
  void two_hundred_thousand_finished_visitors_cost_kilobytes() {
    Sessions sessions = new Sessions();
    SessionTerms terms = new SessionTerms("i", "k", 0, 5);
    sessions.grant(terms, LongStream.rangeClosed(1, 200_000).toArray());
    sessions.expireBefore(6);
    LongStream.rangeClosed(100_001, 200_000).forEach(sessions::end);

    assertThat(Bitmaps.toBytes(sessions.expired()).length).isLessThan(4096);
    assertThat(Bitmaps.toBytes(sessions.ended()).length).isLessThan(4096);
    assertThat(sessions.grants()).isEmpty();
  }
}
