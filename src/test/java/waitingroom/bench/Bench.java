package waitingroom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.dev.Schema;

/**
 * Runs the benchmarks: {@code make bench}, or {@code make bench BENCH=http}, {@code BENCH=room},
 * {@code BENCH=inlets}, {@code BENCH=readside} or {@code BENCH=streams} for one part.
 *
 * <p>Everything is on this machine and on loopback: a Cassandra of its own with its data under
 * {@code target/bench}, the node, and the load. It ends by itself.
 */
public final class Bench {
  static final Path FOLDER = Path.of("target", "bench");

  private Bench() {}

  public static void main(String[] args) throws Exception {
    List<String> parts =
        args.length == 0 ? List.of("http", "room", "inlets", "readside", "streams") : List.of(args);
    System.out.printf(
        "%d cores, %d MiB heap at most for the bench, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version());
    Files.createDirectories(FOLDER);
    try (Scratch scratch = new Scratch(FOLDER.resolve("data-" + ProcessHandle.current().pid()));
        EmbeddedCassandra cassandra = cassandra(scratch.folder())) {
      if (parts.contains("http")) {
        new HttpBench(scratch.folder(), cassandra.contactPoint()).run();
      }
      if (parts.contains("room")) {
        new RoomBench(scratch.folder(), cassandra.contactPoint()).run();
      }
      if (parts.contains("inlets")) {
        new InletsBench(scratch.folder(), cassandra.contactPoint()).run();
      }
      if (parts.contains("readside")) {
        new ReadSideBench(scratch.folder(), cassandra.contactPoint()).run();
      }
      if (parts.contains("streams")) {
        new StreamsBench(scratch.folder(), cassandra.contactPoint()).run();
      }
    }
    System.exit(0);
  }

  private static EmbeddedCassandra cassandra(Path folder) {
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(
            folder.resolve("cassandra"),
            0,
            0,
            Path.of("cassandra"),
            Duration.ofSeconds(90),
            System.out::println);
    for (String keyspace :
        List.of(
            HttpBench.KEYSPACE,
            HttpBench.SINGLE_KEYSPACE,
            RoomBench.KEYSPACE,
            InletsBench.KEYSPACE,
            ReadSideBench.KEYSPACE,
            StreamsBench.KEYSPACE)) {
      new Schema(Path.of("cassandra"), keyspace, Schema.ONE_REPLICA)
          .apply(cassandra.contactPoint(), EmbeddedCassandra.DATA_CENTER);
    }
    return cassandra;
  }
}
