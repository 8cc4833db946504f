package waitingroom.access.signin;

import akka.Done;
import akka.actor.typed.ActorSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.KnownKeys;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.access.RunTimeKey;
import waitingroom.access.RunTimeKeys;
import waitingroom.access.Secrets;
import waitingroom.store.Unavailable;

/**
 * Adds, lists and revokes access keys. Every node re-reads the table periodically, so a change made
 * on another node takes effect here by the next read; a local one takes effect at once.
 *
 * <p>While the database is unavailable, the keys that the node knows stay valid.
 */
public final class AccessKeyRegister {
  /** Limit of valid keys in the cluster; concurrent additions may exceed it by a few. */
  public static final int KEYS_MAX = 1_000;

  /** The rule for names, which appear in logs. */
  public static final String NAME_RULE =
      "A name has 1 to 64 letters, digits, spaces or characters of ._@- and no space at its ends";

  private static final Logger log = LoggerFactory.getLogger(AccessKeyRegister.class);
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@ -]{1,64}");

  /** The outcome of adding or revoking a key. */
  public sealed interface Answer {
    /** The new key: the only time that its secret is shown. */
    record Added(RunTimeKey key) implements Answer {}

    /** The key is revoked. */
    record Revoked() implements Answer {}

    /** Another valid key has this name. */
    record NameTaken() implements Answer {}

    /** There are {@link #KEYS_MAX} valid keys already. */
    record TooMany() implements Answer {}

    /** No such key, or it is already revoked. */
    record Unknown() implements Answer {}

    /** The key comes from the file, which alone can change it. */
    record OfFile() implements Answer {}
  }

  private final AccessKeyTable table;
  private final RunTimeKeys board;
  private final KnownKeys known;
  private final Clock clock;
  private volatile boolean complete;

  AccessKeyRegister(AccessKeyTable table, RunTimeKeys board, KnownKeys known, Clock clock) {
    this.table = table;
    this.board = board;
    this.known = known;
    this.clock = clock;
  }

  /** Reads the table now and then periodically until the system ends. */
  void start(ActorSystem<?> system, Duration every) {
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(Duration.ZERO, every, this::refresh, system.executionContext());
  }

  /** Whether the keys have been read since this node started. */
  public boolean complete() {
    return complete;
  }

  /** The keys added at run time, oldest first; revoked ones are listed for 30 days. */
  public List<RunTimeKey> added() {
    return board.all();
  }

  /** The keys of the file, by name. */
  public List<KnownKeys.FileKey> ofFile() {
    return known.ofFile();
  }

  /**
   * Creates a key.
   *
   * @param name see {@link #NAME_RULE}
   * @throws IllegalArgumentException when the name breaks the rule
   */
  public CompletionStage<Answer> add(String name, Role role, Principal by) {
    if (!NAME.matcher(name).matches() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(NAME_RULE);
    }
    List<RunTimeKey> good = board.all().stream().filter(RunTimeKey::good).toList();
    if (names(good).anyMatch(name::equals)) {
      return CompletableFuture.completedStage(new Answer.NameTaken());
    }
    if (good.size() >= KEYS_MAX) {
      return CompletableFuture.completedStage(new Answer.TooMany());
    }
    String secret = Secrets.newSecret();
    RunTimeKey key =
        new RunTimeKey(
            Secrets.newKeyId(),
            name,
            role,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            by.name(),
            Secrets.hash(secret),
            Optional.of(secret),
            Optional.empty());
    return table.add(key).thenApply(done -> added(key));
  }

  private Stream<String> names(List<RunTimeKey> good) {
    return Stream.concat(
        good.stream().map(RunTimeKey::name),
        known.ofFile().stream().map(key -> key.principal().name()));
  }

  private Answer added(RunTimeKey key) {
    board.put(key);
    log.info(
        "Access key added: key_id={} name={} role={} principal={}",
        key.id(),
        key.name(),
        key.role(),
        key.createdBy());
    return new Answer.Added(key);
  }

  /** Revokes a key: here at once, on other nodes when they next read the table. */
  public CompletionStage<Answer> revoke(String id, Principal by) {
    if (known.ofFile().stream().anyMatch(key -> key.id().equals(id))) {
      return CompletableFuture.completedStage(new Answer.OfFile());
    }
    return board
        .find(id)
        .map(key -> key.revoked(clock.instant().truncatedTo(ChronoUnit.MILLIS), by.name()))
        .map(key -> table.revoke(key).thenApply(done -> revoked(key, by)))
        .orElseGet(() -> CompletableFuture.completedStage(new Answer.Unknown()));
  }

  private Answer revoked(RunTimeKey key, Principal by) {
    board.put(key);
    log.info("Access key revoked: key_id={} name={} principal={}", key.id(), key.name(), by.name());
    return new Answer.Revoked();
  }

  /** Reads the table. The next round tries again; the database logs what fails there. */
  private void refresh() {
    long since = board.changes();
    CompletionStage<Done> unused =
        table
            .all()
            .thenApply(
                keys -> {
                  board.replace(keys, since);
                  complete = true;
                  return Done.getInstance();
                })
            .exceptionally(
                failure -> {
                  if (!(Unavailable.unwrapped(failure) instanceof Unavailable)) {
                    log.error("Cannot read the access keys: cause={}", failure.toString());
                  }
                  return Done.getInstance();
                });
  }
}
