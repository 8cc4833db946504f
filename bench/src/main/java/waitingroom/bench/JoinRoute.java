package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/**
 * Joins. Answers are kept in a folder for a later check, except those of the measured closed loops:
 * they are only counted, since keeping them would be charged to the route. One more loop, whose
 * answers are kept, follows each round.
 */
final class JoinRoute implements Route {
  static final String TARGET = "/assign_queue_num";
  private static final int LOOP_SECONDS = 4;
  static final String BODY = "{\"event_id\": \"Sample\"}";

  private final String name;
  private final NodeProcess node;
  private final Path folder;
  private final double perSecond;
  private final StringBuilder answers = new StringBuilder();
  private int closedLoops;
  private long counted;
  private long kept;
  private int seconds;

  JoinRoute(String name, NodeProcess node, Path folder, double perSecond) {
    this.name = name;
    this.node = node;
    this.folder = folder;
    this.perSecond = perSecond;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InetSocketAddress address() {
    return node.visitors();
  }

  @Override
  public double perSecond() {
    return perSecond;
  }

  @Override
  public Wrk.Result closed(int round, int loopSeconds) {
    if (round == 0) {
      return keptLoop(loopSeconds);
    }
    closedLoops++;
    seconds = loopSeconds;
    Wrk.Result result = Wrk.run(node.url(TARGET), loopSeconds, "join.lua");
    counted += result.answers();
    return result;
  }

  private Wrk.Result keptLoop(int loopSeconds) {
    closedLoops++;
    String name = "loop-" + closedLoops;
    Wrk.Result result = Wrk.run(node.url(TARGET), loopSeconds, "join.lua", folder.toString(), name);
    kept += result.answers();
    return result;
  }

  /** Sends load until at least this many answers are kept; a slow machine needs more loops. */
  void keepAtLeast(long answers) {
    while (kept < answers) {
      keptLoop(LOOP_SECONDS);
      System.out.printf("joined %,d of %,d%n", Math.min(kept, answers), answers);
    }
  }

  /** Folder of the kept answers. */
  Path folder() {
    return folder;
  }

  /** Number of answers of closed loops that were counted but not kept. */
  long counted() {
    return counted;
  }

  /** Number of closed loops; each ends with requests whose answers wrk does not read. */
  int closedLoops() {
    return closedLoops;
  }

  @Override
  public LongFunction<Visit> visits(int round) {
    Visit visit =
        Visit.of(name, Requests.post(TARGET, BODY), body -> answers.append(body).append('\n'));
    return n -> visit;
  }

  @Override
  public void finished(int round) throws IOException {
    Files.writeString(folder.resolve("open-" + round), answers);
    answers.setLength(0);
    keptLoop(seconds);
  }
}
