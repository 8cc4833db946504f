package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/**
 * Visitors who fetch their first token.
 *
 * @param ids of people who have been called and have none; each round has its share, of which the
 *     open loop takes a quarter
 */
record TokenRoute(
    String name, NodeProcess node, double perSecond, List<String> ids, int rounds, Path folder)
    implements Route {
  private static final String TARGET = "/generate_token";

  @Override
  public Wrk.Result closed(int round, int seconds) throws IOException {
    Path file = Files.write(folder.resolve("ids"), share(round, 1, 4));
    return Wrk.run(node.url(TARGET), seconds, "token.lua", file.toString());
  }

  @Override
  public LongFunction<Visit> visits(int round) {
    List<String> mine = share(round, 0, 1);
    return n -> Visit.of(name, TokenVisit.request(mine.get((int) (n % mine.size()))));
  }

  private List<String> share(int round, int from, int to) {
    int size = ids.size() / (rounds + 1);
    int start = round * size;
    return ids.subList(start + from * size / 4, start + to * size / 4);
  }
}
