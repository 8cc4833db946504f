package waitingroom.store;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final String CLUSTER = "cluster";

  /**
   * A member of the cluster.
   *
   * @param reads the newest format that it reads
   */
  public record Reader(String address, String version, int reads) {}

  /** The outcome of raising the number. */
  public sealed interface Answer {
    /** The cluster has this number, since now or before. */
    record Raised() implements Answer {}

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

  /** Adds the role by which other members know what this node reads. */
  public static Config announced(Config config, FormatBoard board) {
    List<String> roles = new ArrayList<>(config.getStringList(ROLES));
    roles.add(ROLE + board.newest());
    return config.withValue(ROLES, ConfigValueFactory.fromIterable(roles));
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

  /** Raises the number. Safe to repeat: the number that the cluster has changes nothing. */
  public CompletionStage<Answer> raise(int wanted) {
    return read()
        .thenCompose(
            found -> {
              board.learn(found);
              if (wanted <= found) {
                return CompletableFuture.completedStage(
                    wanted == found ? new Answer.Raised() : new Answer.Lower(found));
              }
              Optional<Reader> unable =
                  readers().stream().filter(one -> one.reads() < wanted).findFirst();
              if (unable.isPresent()) {
                return CompletableFuture.completedStage(new Answer.Unreadable(unable.get()));
              }
              return raise(found, wanted);
            });
  }

  private CompletionStage<Answer> raise(int from, int wanted) {
    return database
        .once("UPDATE ks.format SET number = ? WHERE id = ? IF number = ?", wanted, CLUSTER, from)
        .thenCompose(
            row -> {
              if (row.map(one -> one.getBoolean("[applied]")).orElse(false)) {
                log.info("Format raised: from={} to={}", from, wanted);
                board.learn(wanted);
                return CompletableFuture.completedStage(new Answer.Raised());
              }
              // Somebody else has raised it meanwhile.
              return raise(wanted);
            });
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
    boolean before = board.tooOld();
    board.learn(number);
    if (!board.tooOld()) {
      readable.complete(Done.getInstance());
    } else if (!before) {
      log.error(
          "This node is too old for its cluster, update it: format={} reads={}",
          number,
          board.newest());
      if (readable.isDone()) {
        cluster.manager().tell(new Leave(cluster.selfMember().address()));
      }
    }
  }

  /** A cluster without a number is new: it starts with all that the first node reads. */
  private CompletionStage<Integer> read() {
    return database
        .one("SELECT number FROM ks.format WHERE id = ?", CLUSTER)
        .thenCompose(
            row ->
                row.map(FormatRegister::number)
                    .map(CompletableFuture::completedStage)
                    .orElseGet(this::first));
  }

  private CompletionStage<Integer> first() {
    return database
        .once(
            "INSERT INTO ks.format (id, number) VALUES (?, ?) IF NOT EXISTS",
            CLUSTER,
            board.newest())
        .thenApply(
            row ->
                row.filter(one -> !one.getBoolean("[applied]"))
                    .map(FormatRegister::number)
                    .orElse(board.newest()));
  }

  private static int number(Row row) {
    return row.getInt("number");
  }
}
