package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;

/**
 * Repeated GET of one target.
 *
 * @param authorization file with the value of that header; an empty path for none
 */
record PlainRoute(String name, InetSocketAddress address, String target, Path authorization)
    implements Route {
  private static final Path NONE = Path.of("");

  PlainRoute(String name, InetSocketAddress address, String target) {
    this(name, address, target, NONE);
  }

  @Override
  public double perSecond() {
    return 4_000;
  }

  @Override
  public Wrk.Result closed(int round, int seconds) {
    String url = "http://127.0.0.1:" + address.getPort() + target;
    return authorization.equals(NONE)
        ? Wrk.run(url, seconds, "")
        : Wrk.run(url, seconds, "authorizer.lua", authorization.toString());
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
