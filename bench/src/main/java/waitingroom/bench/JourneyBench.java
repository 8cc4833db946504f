package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.Answer;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;

/**
 * Cost of whole visits, including the read side: visitors arrive at a fixed rate, spread over the
 * rooms, find that their turn has come, and still poll.
 */
final class JourneyBench {
  private static final int PER_SECOND = Integer.getInteger("bench.visitors", 100);
  private static final int POLLS = Integer.getInteger("bench.polls", 20);
  private static final long PAUSE_MILLIS = Long.getLong("bench.poll", 100);
  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warmup", 15);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);

  /** Load factor of the first warm-up: the JIT compiler of the node needs many visits. */
  private static final int WARM_UP_TIMES = 4;

  private static final long IDLE_MILLIS = 3_000;

  /** Time for the read side to write its tables. */
  private static final long SETTLE_MILLIS = 2_000;

  /**
   * A point of the varied axis.
   *
   * @param name as in the charts and in the file
   * @param perSecond arriving visitors
   */
  record Point(String name, int rooms, int perSecond) {}

  /**
   * Results of one run.
   *
   * @param perThousand per thousand visitors, including the idle load of the node
   * @param ownPerThousand per thousand visitors, without the idle load
   * @param idle per second without visitors
   * @param heap bytes of the node after a collection
   */
  record Run(
      Map<String, Answers.Latencies> latencies,
      Cost perThousand,
      Cost ownPerThousand,
      Cost idle,
      long heap) {}

  private final Path folder;
  private final String keyspace;
  private final InetSocketAddress cassandra;
  private final long cassandraPid;

  /**
   * @param keyspace of its own, because a node loads all rooms that it finds in it
   */
  JourneyBench(Path folder, String keyspace, EmbeddedCassandra cassandra) {
    this.folder = folder;
    this.keyspace = keyspace;
    this.cassandra = cassandra.contactPoint();
    this.cassandraPid = cassandra.pid();
  }

  /** Measures the usual arrival rate in one room. */
  void journey() throws Exception {
    run("journey", "visits", List.of(new Point("one room", 1, PER_SECOND)));
  }

  /** Measures the usual arrival rate spread over a growing number of rooms. */
  void growth() throws Exception {
    run(
        "growth",
        "number of rooms",
        Stream.of(1, 10, 100, 1000)
            .map(rooms -> new Point(Integer.toString(rooms), rooms, PER_SECOND))
            .toList());
  }

  /** Measures a growing arrival rate in one room, up to four times the usual. */
  void load() throws Exception {
    run(
        "load",
        "visitors who arrive a second",
        Stream.of(1, 2, 4)
            .map(times -> times * PER_SECOND)
            .map(visitors -> new Point(Integer.toString(visitors), 1, visitors))
            .toList());
  }

  private void run(String part, String varied, List<Point> points) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%nVisits of %d polls, %d ms apart; %d runs of %d s after warm-ups of %d s%n",
        POLLS,
        PAUSE_MILLIS,
        Rounds.RUNS,
        SECONDS,
        WARM_UP_SECONDS);
    Map<String, List<Run>> results = of(part, points);
    BenchFile.write(part, results);
    if (points.size() > 1) {
      VisitCurves.draw(part, varied, results);
    }
  }

  private Map<String, List<Run>> of(String part, List<Point> points) throws Exception {
    Map<String, List<Run>> results = new LinkedHashMap<>();
    try (Fleet fleet = Fleet.start(NodeSettings.in(folder, cassandra, keyspace), 1, cassandraPid)) {
      Point warmUp = new Point("warm-up", 1, WARM_UP_TIMES * PER_SECOND);
      List<String> rooms = opened(fleet.any(), part, warmUp);
      fleet.warmUp(() -> visits(fleet, warmUp, rooms, WARM_UP_SECONDS));
      for (Point point : points) {
        List<Run> runs = measured(fleet, point, opened(fleet.any(), part, point));
        results.put(point.name(), runs);
        VisitTable.print(point, runs);
      }
    }
    return results;
  }

  private static List<String> opened(NodeProcess node, String part, Point point) {
    List<String> rooms = new ArrayList<>();
    for (int i = 0; i < point.rooms(); i++) {
      String room = (part + "-" + point.name() + "-" + i).replace(' ', '-');
      must(201, node.admin().send("PUT", "/rooms/" + room, "{}"));
      String body = "{\"event_id\": \"%s\", \"increment_by\": 1000000000}".formatted(room);
      must(200, node.admin().post("/api/increment_serving_counter", body));
      rooms.add(room);
    }
    return rooms;
  }

  private static void must(int status, Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("Cannot open a room: " + answer.text());
    }
  }

  private static List<Run> measured(Fleet fleet, Point point, List<String> rooms) throws Exception {
    fleet.warmUp(() -> visits(fleet, point, rooms, SECONDS));
    Thread.sleep(SETTLE_MILLIS);
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < Rounds.RUNS; run++) {
      Cost start = fleet.total();
      Thread.sleep(IDLE_MILLIS);
      Cost before = fleet.total();
      Cost idle = before.minus(start).perThousand(IDLE_MILLIS);
      long from = System.nanoTime();
      Answers answers = visits(fleet, point, rooms, SECONDS);
      Thread.sleep(SETTLE_MILLIS);
      Cost all = fleet.total().minus(before);
      double seconds = (System.nanoTime() - from) / 1e9;
      double visitors = (double) point.perSecond() * SECONDS;
      runs.add(
          new Run(
              answers.byName(),
              all.perThousand(visitors),
              all.minus(idle.times(seconds)).perThousand(visitors),
              idle,
              fleet.heap()));
    }
    return runs;
  }

  private static Answers visits(Fleet fleet, Point point, List<String> rooms, int seconds)
      throws IOException, InterruptedException {
    return fleet.visits(
        new OpenLoop.Pace(point.perSecond(), seconds, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)),
        n -> new Journey(rooms.get((int) (n % rooms.size())), POLLS));
  }
}
