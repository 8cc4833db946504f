package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/** People who join. Every answer is kept in a folder, to be judged afterwards. */
final class JoinRoute implements Route {
  static final String TARGET = "/assign_queue_num";
  static final String BODY = "{\"event_id\": \"Sample\"}";

  private final String name;
  private final NodeProcess node;
  private final Path kept;
  private final double perSecond;
  private final StringBuilder answers = new StringBuilder();
  private int closedLoops;

  JoinRoute(String name, NodeProcess node, Path kept, double perSecond) {
    this.name = name;
    this.node = node;
    this.kept = kept;
    this.perSecond = perSecond;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double perSecond() {
    return perSecond;
  }

  @Override
  public Wrk.Result closed(int round, int seconds) {
    closedLoops++;
    return Wrk.run(node.url(TARGET), seconds, "join.lua", kept.toString(), "loop-" + closedLoops);
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
    Files.writeString(kept.resolve("open-" + round), answers);
    answers.setLength(0);
  }
}
