package waitingroom.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import waitingroom.testkit.Answer;

/**
 * Trial of one fault under load, on two rooms of its own: a line that an operator moves, and a shop
 * with the inlet {@code capacity}. The system property {@code chaos.joins} is the number of joins
 * per second in the line, 50 by default.
 */
final class Trial {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int JOINS_PER_SECOND = Integer.getInteger("chaos.joins", 50);
  private static final int JOINED_BEFORE = 2 * JOINS_PER_SECOND;

  /** Longer than the two seconds within which every node knows of a reset. */
  private static final Duration RESET_KNOWN = Duration.ofMillis(2_500);

  private static final int NEW_JOINS = 10;
  private static final int AT_ONCE = 50;
  private static final String SHOP =
      """
      {"inlet": {"strategy": "capacity", "total_active_users": 30, "new_users_per_minute": 3000}}""";

  private final ChaosCluster cluster;
  private final Load line;
  private final Load shop;
  private final String lineRoom;
  private final String shopRoom;

  private Trial(ChaosCluster cluster, String name) {
    this.cluster = cluster;
    this.lineRoom = name + "-line";
    this.shopRoom = name + "-shop";
    this.line = new Load(cluster, lineRoom);
    this.shop = new Load(cluster, shopRoom);
  }

  /** Runs and judges a trial. Afterwards all nodes are ready. */
  static Report run(ChaosCluster cluster, Fault fault, int seconds) {
    Trial trial = new Trial(cluster, fault.id());
    try {
      return trial.strike(fault, seconds);
    } finally {
      trial.line.close();
      trial.shop.close();
    }
  }

  private Report strike(Fault fault, int seconds) {
    open(lineRoom, "{}");
    open(shopRoom, SHOP);
    line.start(JOINS_PER_SECOND, JOINS_PER_SECOND);
    line.serve(JOINS_PER_SECOND / 2);
    shop.start(Math.max(1, JOINS_PER_SECOND / 5), Math.max(1, JOINS_PER_SECOND / 5));
    awaitJoins(JOINED_BEFORE);
    fault.strike(cluster, lineRoom, seconds);
    awaitJoins(JOINED_BEFORE);
    return judge(fault.id());
  }

  private void open(String room, String settings) {
    cluster.nodes().get(0).operator().send("PUT", "/rooms/" + room, settings);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.nodes().stream()
                    .allMatch(
                        node ->
                            node.visitor().get("/serving_num?event_id=" + room).status() == 200));
  }

  /** Waits for this many further joins. */
  private void awaitJoins(int count) {
    int wanted = line.history().acknowledged().size() + count;
    Awaitility.await().atMost(PATIENCE).until(() -> line.history().acknowledged().size() >= wanted);
  }

  private Report judge(String fault) {
    line.finish();
    shop.finish();
    cluster.mend();
    List<String> violations = new ArrayList<>();
    List<Call> shopCalls = shop.history().calls();
    violations.addAll(HistoryChecker.check(shopCalls, shop.queueCounter(), false));
    violations.addAll(withoutPlace());
    List<Call> underFault = line.history().calls();
    long queueCounter = line.queueCounter();
    resetAndJoin();
    violations.addAll(HistoryChecker.check(line.history().calls(), queueCounter, true));
    try (JournalChecker journal = new JournalChecker();
        CqlSession session = cluster.cassandra().session()) {
      violations.addAll(journal.check(session, lineRoom));
      violations.addAll(journal.check(session, shopRoom));
      violations.addAll(journal.checkNumbers(session));
    }
    List<Call> all = Stream.concat(underFault.stream(), shopCalls.stream()).toList();
    Report report = Report.of(fault, all, violations);
    return new Report(
        fault,
        report.calls(),
        report.errors(),
        Report.of(fault, underFault, List.of()).gapMillis(),
        violations);
  }

  /**
   * Checks that every answered join still has a position, asked of any node of the mended cluster.
   */
  private List<String> withoutPlace() {
    List<String> without = new ArrayList<>();
    List<String> ids = line.history().acknowledged();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
      List<CompletableFuture<@Nullable Answer>> answers =
          some.stream().map(line::position).toList();
      for (int i = 0; i < some.size(); i++) {
        Answer answer = answers.get(i).join();
        if (answer == null || answer.status() != 200) {
          without.add("%s has lost its place: %s".formatted(some.get(i), answer));
        }
      }
    }
    return without;
  }

  private void resetAndJoin() {
    List<String> old = line.history().acknowledged();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              var answer = line.reset().join();
              return answer != null && answer.status() == 200;
            });
    old.stream().limit(NEW_JOINS).forEach(id -> line.token(id).join());
    CompletableFuture.runAsync(
            () -> {},
            CompletableFuture.delayedExecutor(RESET_KNOWN.toMillis(), TimeUnit.MILLISECONDS))
        .join();
    cluster.nodes().forEach(node -> line.serving(node).join());
    old.stream().limit(NEW_JOINS).forEach(id -> line.position(id).join());
    for (int i = 0; i < NEW_JOINS; i++) {
      line.join().join();
    }
    line.finish();
  }
}
