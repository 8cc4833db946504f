package waitingroom.beacon.relay;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.beacon.Chain;
import waitingroom.beacon.ChainKey;
import waitingroom.beacon.Round;

/**
 * The relays of a chain. All are asked at once, and nothing is believed but a signature of the
 * chain: one honest relay that answers is enough, and no number of false ones can do more than stay
 * silent. Thread-safe.
 */
public final class Relays {
  private static final Logger log = LoggerFactory.getLogger(Relays.class);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_EARLY = 425;

  private final List<String> bases;
  private final ChainKey key;
  private final TextSource source;

  /** The last fault of each relay, so that each is logged once. */
  private final Map<String, String> faults = new ConcurrentHashMap<>();

  public Relays(Chain chain, List<URI> relays, TextSource source) {
    this.bases = relays.stream().map(relay -> base(relay) + chain.hash() + "/public/").toList();
    this.key = new ChainKey(chain);
    this.source = source;
  }

  private static String base(URI relay) {
    String text = relay.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  /**
   * Fetches a round: the first genuine answer. Empty when no relay has it, or none can be reached;
   * ask again then.
   *
   * @param number from 1
   */
  public CompletionStage<Optional<Round>> round(long number) {
    CompletableFuture<Optional<Round>> first = new CompletableFuture<>();
    var answers =
        ask(
            Long.toString(number),
            round -> round.number() == number,
            round -> first.complete(Optional.of(round)));
    var unused = answers.thenAccept(all -> first.complete(all.stream().findFirst()));
    return first;
  }

  /**
   * The newest round that any relay has, once all have answered or were too slow. Empty when none
   * can be reached: then nobody knows how far the beacon is.
   */
  public CompletionStage<Optional<Round>> newest() {
    return ask("latest", round -> true, round -> {})
        .thenApply(all -> all.stream().max(Comparator.comparingLong(Round::number)));
  }

  /** The genuine answers of all relays; never fails. */
  private CompletableFuture<List<Round>> ask(String which, Wanted wanted, Consumer<Round> each) {
    List<CompletableFuture<Optional<Round>>> asked = new ArrayList<>();
    for (String base : bases) {
      asked.add(
          source
              .get(URI.create(base + which))
              .thenApply(reply -> genuine(base, reply, wanted))
              .exceptionally(failure -> fault(base, Objects.toString(failure.getMessage())))
              .whenComplete((round, never) -> round.ifPresent(each))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  /** Rule for a round, before its signature is checked. */
  private interface Wanted {
    boolean holds(Round round);
  }

  private Optional<Round> genuine(String base, TextSource.Reply reply, Wanted wanted) {
    if (reply.status() == NOT_FOUND || reply.status() == TOO_EARLY) {
      return Optional.empty();
    }
    if (reply.status() != OK) {
      return fault(base, "status " + reply.status());
    }
    Round round = Round.parse(reply.body());
    if (!wanted.holds(round)) {
      return fault(base, "another round than was asked for");
    }
    if (!key.signed(round)) {
      return fault(base, "a signature that is not the chain's");
    }
    faults.remove(base);
    return Optional.of(round);
  }

  private Optional<Round> fault(String base, String what) {
    if (!what.equals(faults.put(base, what))) {
      log.warn("Relay of the beacon is of no use: relay={} cause={}", base, what);
    }
    return Optional.empty();
  }
}
