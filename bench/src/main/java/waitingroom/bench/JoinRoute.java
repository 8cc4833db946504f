package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/**
 * People who join. Answers are kept in a folder, to be judged afterwards, but those of the closed
 * loops that are measured: keeping them would be charged to the route, so they are only counted,
 * and after each round one more loop is kept.
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

  /** Loads until so many answers are kept, over all loops: a slow machine takes more of them. */
  void keepAtLeast(long answers) {
    while (kept < answers) {
      keptLoop(LOOP_SECONDS);
      System.out.printf("joined %,d of %,d%n", Math.min(kept, answers), answers);
    }
  }

  /** Where the answers are kept. */
  Path folder() {
    return folder;
  }

  /** How many answers of closed loops were counted and not kept. */
  long counted() {
    return counted;
  }

  /** How many closed loops there were; each ends with requests whose answers nobody takes. */
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
