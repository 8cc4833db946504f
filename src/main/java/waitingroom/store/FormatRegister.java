package waitingroom.store;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Leave;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.store.Unavailable.Subject;

/**
 * Reads and raises the cluster's format number. Every node reads the table again periodically, so a
 * change takes effect everywhere within seconds. Members announce what they read as a role, so the
 * number is never raised past a member.
 *
 * <p>A node that turns out to be too old leaves the cluster: it could not recover the rooms that
 * move to it.
 */
public final class FormatRegister {
  private static final Logger log = LoggerFactory.getLogger(FormatRegister.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final String ROLES = "akka.cluster.roles";
  private static final String ROLE = "reads-format-";
  private static final String SEED_NODES = "akka.cluster.seed-nodes";
  private static final String CLUSTER = "cluster";
  private static final int ATTEMPTS = 3;
  private static final Set<MemberStatus> ENTERED =
      Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

  /**
   * A member of the cluster.
   *
   * @param reads the newest format that it reads
   */
  public record Reader(String address, String version, int reads) {}

  /** The outcome of raising the number. */
  public sealed interface Answer {
    /**
     * The cluster has the number now.
     *
     * @param from what it had before; the same if nothing has changed
     */
    record Raised(int from) implements Answer {}

    /** The number would go down. */
    record Lower(int raised) implements Answer {}

    /** A member reads less. */
    record Unreadable(Reader by) implements Answer {}
  }

  private final Cluster cluster;
  private final Database database;
  private final FormatBoard board;
  private final CompletableFuture<Done> readable = new CompletableFuture<>();

  /** Starts to read the table; call it before the node enters the cluster. */
  public FormatRegister(ActorSystem<?> system, Database database, FormatBoard board) {
    this.cluster = Cluster.get(system);
    this.database = database;
    this.board = board;
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(Duration.ZERO, EVERY, this::refresh, system.executionContext());
  }

  /**
   * The configuration with which the node starts: with the role by which other members know what it
   * reads, and without seed nodes, which it would join before it knows the number.
   */
  public static Config announced(Config config, FormatBoard board) {
    List<String> roles = new ArrayList<>(config.getStringList(ROLES));
    roles.add(ROLE + board.newest());
    return config
        .withValue(ROLES, ConfigValueFactory.fromIterable(roles))
        .withValue(SEED_NODES, ConfigValueFactory.fromIterable(List.of()));
  }

  /**
   * Joins the seed nodes of a configuration once {@link #readable()}; without any, does nothing.
   *
   * @param join joins them
   */
  public void joinSeedNodes(Config config, Consumer<List<Address>> join) {
    List<Address> seeds =
        config.getStringList(SEED_NODES).stream().map(AddressFromURIString::parse).toList();
    if (!seeds.isEmpty()) {
      var unused = readable.thenRun(() -> join.accept(seeds));
    }
  }

  /** Done once this node knows that it reads what the cluster writes. */
  public CompletionStage<Done> readable() {
    return readable.minimalCompletionStage();
  }

  /** Numbers as this node knows them. */
  public FormatBoard board() {
    return board;
  }

  /** All members, those on their way in or out too, by address. */
  public List<Reader> readers() {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .map(FormatRegister::reader)
        .sorted(Comparator.comparing(Reader::address))
        .toList();
  }

  private static Reader reader(Member member) {
    int reads =
        member.getRoles().stream()
            .filter(role -> role.startsWith(ROLE))
            .mapToInt(role -> Integer.parseInt(role.substring(ROLE.length())))
            .max()
            .orElse(0);
    return new Reader(String.valueOf(member.address()), member.appVersion().version(), reads);
  }

  /** Whether this node is a member, and so knows the others. */
  public boolean isMember() {
    return cluster.selfMember().status().equals(MemberStatus.up());
  }

  /**
   * Raises the number. Safe to repeat: the number that the cluster has changes nothing. Fails as
   * {@link Unavailable} unless this node is a member.
   */
  public CompletionStage<Answer> raise(int wanted) {
    return read().thenCompose(found -> raise(found, wanted, ATTEMPTS));
  }

  private CompletionStage<Answer> raise(int found, int wanted, int attempts) {
    learned(found);
    if (!isMember() || attempts == 0) {
      return CompletableFuture.failedStage(
          new Unavailable(Subject.DATABASE, "The format cannot be raised right now"));
    }
    if (wanted <= found) {
      return CompletableFuture.completedStage(
          wanted == found ? new Answer.Raised(found) : new Answer.Lower(found));
    }
    Optional<Reader> unable = readers().stream().filter(one -> one.reads() < wanted).findFirst();
    if (unable.isPresent()) {
      return CompletableFuture.completedStage(new Answer.Unreadable(unable.get()));
    }
    return database
        .once("UPDATE ks.format SET number = ? WHERE id = ? IF number = ?", wanted, CLUSTER, found)
        .thenCompose(row -> raised(row, found, wanted, attempts));
  }

  /** Somebody else may have raised it meanwhile; then the row has their number. */
  private CompletionStage<Answer> raised(Optional<Row> row, int found, int wanted, int attempts) {
    if (row.filter(one -> one.getBoolean("[applied]")).isPresent()) {
      log.info("Format raised: from={} to={}", found, wanted);
      learned(wanted);
      return CompletableFuture.completedStage(new Answer.Raised(found));
    }
    return raise(row.map(FormatRegister::number).orElse(found), wanted, attempts - 1);
  }

  private void refresh() {
    CompletionStage<Done> unused =
        read()
            .thenApply(
                number -> {
                  learned(number);
                  return Done.getInstance();
                })
            .exceptionally(
                failure -> {
                  if (!(Unavailable.unwrapped(failure) instanceof Unavailable)) {
                    log.error("Cannot read the format number: cause={}", failure.toString());
                  }
                  return Done.getInstance();
                });
  }

  private void learned(int number) {
    boolean known = board.tooOld();
    board.learn(number);
    if (!board.tooOld()) {
      readable.complete(Done.getInstance());
      return;
    }
    if (!known) {
      log.error(
          "This node is too old for its cluster, update it: format={} reads={}",
          number,
          board.newest());
    }
    // Each time: a node that is just joining does not hear of it.
    if (ENTERED.contains(cluster.selfMember().status())) {
      cluster.manager().tell(new Leave(cluster.selfMember().address()));
    }
  }

  private CompletionStage<Integer> read() {
    return database
        .one("SELECT number FROM ks.format WHERE id = ?", CLUSTER)
        .thenCompose(
            row ->
                row.map(FormatRegister::number)
                    .map(CompletableFuture::completedStage)
                    .orElseGet(this::first));
  }

  /** A new cluster starts with all that its first node reads; one with data, with the first. */
  private CompletionStage<Integer> first() {
    return database
        .one("SELECT persistence_id FROM ks.messages LIMIT 1")
        .thenApply(row -> row.isPresent() ? Formatted.FIRST : board.newest())
        .thenCompose(this::first);
  }

  private CompletionStage<Integer> first(int number) {
    return database
        .once("INSERT INTO ks.format (id, number) VALUES (?, ?) IF NOT EXISTS", CLUSTER, number)
        .thenApply(
            row ->
                row.filter(one -> !one.getBoolean("[applied]"))
                    .map(FormatRegister::number)
                    .orElse(number));
  }

  private static int number(Row row) {
    return row.getInt("number");
  }
}
