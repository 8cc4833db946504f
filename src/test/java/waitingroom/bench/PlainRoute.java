package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/**
 * The same GET again and again.
 *
 * @param authorization a file with the value of that header; an empty path: none
 */
record PlainRoute(String name, NodeProcess node, String target, Path authorization)
    implements Route {
  private static final Path NONE = Path.of("");

  PlainRoute(String name, NodeProcess node, String target) {
    this(name, node, target, NONE);
  }

  @Override
  public double perSecond() {
    return 4_000;
  }

  @Override
  public Wrk.Result closed(int round, int seconds) {
    return authorization.equals(NONE)
        ? Wrk.run(node.url(target), seconds, "")
        : Wrk.run(node.url(target), seconds, "authorizer.lua", authorization.toString());
  }

  @Override
  public LongFunction<Visit> visits(int round) {
    Visit visit = Visit.of(name, request());
    return n -> visit;
  }

  private byte[] request() {
    if (authorization.equals(NONE)) {
      return Requests.get(target);
    }
    try {
      return Requests.get(target, "Authorization", Files.readString(authorization));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
