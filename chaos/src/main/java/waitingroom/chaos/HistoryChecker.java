package waitingroom.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waitingroom.chaos.Call.Increment;
import waitingroom.chaos.Call.Join;
import waitingroom.chaos.Call.Position;
import waitingroom.chaos.Call.Reset;
import waitingroom.chaos.Call.Serving;
import waitingroom.chaos.Call.Token;
import waitingroom.chaos.Call.When;

/**
 * Checker of a history for violations. It knows only what clients were promised, not the rules of
 * the room. A call without an answer may have taken effect at once, later or never.
 */
final class HistoryChecker {
  /** Generation of a join that overlaps the reset. */
  private static final int UNKNOWN = -1;

  private static final int OLD = 0;
  private static final int NEW = 1;

  private final List<Call> calls;
  private final long queueCounter;
  private final boolean operatorMoves;
  private final @Nullable When reset;
  private final Map<String, Join> joins = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  private HistoryChecker(List<Call> calls, long queueCounter, boolean operatorMoves) {
    this.calls = calls;
    this.queueCounter = queueCounter;
    this.operatorMoves = operatorMoves;
    this.reset = good(Reset.class).map(Reset::when).reduce((a, b) -> b).orElse(null);
  }

  /**
   * Checks a history.
   *
   * @param calls of one room, by start time; at most one reset among them
   * @param queueCounter of the room before the reset, after all earlier calls had ended
   * @param operatorMoves whether only the operator's increments move the line
   * @return the violations as text; empty if there are none
   */
  static List<String> check(List<Call> calls, long queueCounter, boolean operatorMoves) {
    HistoryChecker checker = new HistoryChecker(calls, queueCounter, operatorMoves);
    checker.good(Join.class).forEach(checker::join);
    checker.each(Position.class).forEach(checker::known);
    checker.refusals();
    checker.positions();
    checker.tokens();
    checker.increments();
    checker.shownCounters();
    return List.copyOf(checker.violations);
  }

  private <T extends Call> Stream<T> each(Class<T> kind) {
    return calls.stream().filter(kind::isInstance).map(kind::cast);
  }

  private <T extends Call> Stream<T> good(Class<T> kind) {
    return each(kind).filter(call -> call.when().good());
  }

  private void wrong(String what) {
    violations.add(what);
  }

  private void join(Join join) {
    if (joins.put(join.requestId(), join) != null) {
      wrong("two joins were answered with the request id %s".formatted(join.requestId()));
    }
  }

  private int generation(When when) {
    if (reset == null || when.before(reset)) {
      return OLD;
    }
    return reset.before(when) ? NEW : UNKNOWN;
  }

  private int generation(String requestId) {
    Join join = joins.get(requestId);
    return join == null ? UNKNOWN : generation(join.when());
  }

  /** Checks that a request id, once given out, keeps its place until the reset. */
  private void known(Position asked) {
    boolean refused = asked.when().status() == 202 || asked.when().status() == 400;
    if (refused && generation(asked.requestId()) == generation(asked.when())) {
      wrong(
          "node %d does not know the place of %s, whose join was answered"
              .formatted(asked.when().node(), asked.requestId()));
    }
  }

  /** Checks for undeserved 4xx answers; only ids invalidated by a reset deserve one. */
  private void refusals() {
    calls.stream()
        .filter(this::refused)
        .forEach(call -> wrong("node %d refused %s".formatted(call.when().node(), call)));
  }

  private boolean refused(Call call) {
    int status = call.when().status();
    if (call instanceof Token token) {
      return (status == 400 || status == 404)
          && generation(token.requestId()) == generation(call.when());
    }
    if (call instanceof Increment) {
      // A node with a wrong clock rejects fresh signatures: 403.
      return operatorMoves && status >= 400 && status < 500 && status != 403;
    }
    return (call instanceof Join || call instanceof Serving) && status >= 400 && status < 500;
  }

  private void positions() {
    Map<Long, String> owners = new HashMap<>();
    Map<String, Long> places = new HashMap<>();
    good(Position.class)
        .filter(seen -> generation(seen.requestId()) != UNKNOWN)
        .forEach(
            seen -> {
              Long before = places.put(seen.requestId(), seen.position());
              if (before != null && before != seen.position()) {
                wrong("%s was %d and is %d".formatted(seen.requestId(), before, seen.position()));
              }
              long key = generation(seen.requestId()) == OLD ? seen.position() : -seen.position();
              if (generation(seen.requestId()) == OLD && generation(seen.when()) == NEW) {
                wrong("%s has a place after the reset".formatted(seen.requestId()));
              }
              String other = owners.putIfAbsent(key, seen.requestId());
              if (other != null && !other.equals(seen.requestId())) {
                wrong(
                    "%s and %s both have position %d"
                        .formatted(other, seen.requestId(), seen.position()));
              }
            });
    places.forEach(
        (id, position) -> {
          if (position < 1 || (generation(id) == OLD && position > queueCounter)) {
            wrong("%s was told position %d, the room has %d".formatted(id, position, queueCounter));
          }
        });
    newLine(places);
  }

  /** Checks that positions start at 1 again after the reset. */
  private void newLine(Map<String, Long> places) {
    places.entrySet().stream()
        .filter(place -> generation(place.getKey()) == NEW)
        .mapToLong(Map.Entry::getValue)
        .max()
        .ifPresent(
            last -> {
              long joined = each(Join.class).filter(join -> generation(join.when()) != OLD).count();
              if (last > joined) {
                wrong("position %d after the reset, and %d joins".formatted(last, joined));
              }
            });
  }

  private void tokens() {
    Map<String, Long> places =
        good(Position.class)
            .collect(
                Collectors.toMap(Position::requestId, Position::position, (one, other) -> one));
    Map<String, String> given = new HashMap<>();
    good(Token.class)
        .forEach(
            token -> {
              String id = token.requestId();
              String before = given.putIfAbsent(id, token.tokens());
              if (before != null && !before.equals(token.tokens())) {
                wrong("%s has two tokens".formatted(id));
              }
              if (generation(id) == OLD && generation(token.when()) == NEW) {
                wrong("%s has a token after the reset".formatted(id));
              }
              Long place = places.get(id);
              long served = servedAtMost(token.when());
              if (operatorMoves && place != null && place > served) {
                wrong("%s at %d has a token, %d may be served".formatted(id, place, served));
              }
            });
  }

  /**
   * Upper bound of the serving counter at the end of a call: the sum of all increments sent by
   * then. A reset undoes those answered before it.
   */
  private long servedAtMost(When when) {
    return each(Increment.class)
        .filter(move -> move.when().startNanos() <= when.endNanos())
        .filter(
            move ->
                !move.when().good() || generation(when) != NEW || generation(move.when()) != OLD)
        .mapToLong(Increment::by)
        .sum();
  }

  /** Checks the order of increments: the room itself answers them, so all nodes agree on it. */
  private void increments() {
    inOrder(
        good(Increment.class).toList(),
        Increment::counter,
        Increment::by,
        "an increment was answered with %d and a later one with %d");
  }

  /** Checks that no node shows a lower serving counter than before. */
  private void shownCounters() {
    if (operatorMoves) {
      good(Serving.class)
          .filter(shown -> shown.counter() > servedAtMost(shown.when()))
          .forEach(
              shown -> wrong("node %d shows %d".formatted(shown.when().node(), shown.counter())));
    }
    List<Integer> nodes = calls.stream().map(call -> call.when().node()).distinct().toList();
    for (int node : nodes) {
      Predicate<Call> here = call -> call.when().node() == node && generation(call.when()) == OLD;
      inOrder(
          good(Serving.class).filter(here).toList(),
          Serving::counter,
          shown -> 0L,
          "node " + node + " showed %d and later %d");
    }
  }

  /** Checks that the numbers of consecutive calls rise by at least what the later call adds. */
  private <T extends Call> void inOrder(
      List<T> some, Function<T, Long> number, Function<T, Long> adds, String words) {
    T highest = null;
    List<T> underWay = new ArrayList<>();
    for (T call : some) {
      for (T other : List.copyOf(underWay)) {
        if (other.when().before(call.when())) {
          underWay.remove(other);
          if (highest == null || number.apply(other) > number.apply(highest)) {
            highest = other;
          }
        }
      }
      if (highest != null && number.apply(call) < number.apply(highest) + adds.apply(call)) {
        wrong(words.formatted(number.apply(highest), number.apply(call)));
      }
      underWay.add(call);
    }
  }
}
