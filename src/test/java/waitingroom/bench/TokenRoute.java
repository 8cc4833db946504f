package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/** Visitors who fetch their first token. */
final class TokenRoute implements Route {
  private static final String TARGET = "/generate_token";

  private final String name;
  private final NodeProcess node;
  private final double perSecond;
  private final List<String> ids;
  private final int rounds;
  private final Path folder;
  private int warmUps;

  /**
   * @param ids of people who have been called and have none; each round has its share, of which the
   *     open loop takes a quarter, and each warm-up a part of a share
   */
  TokenRoute(
      String name, NodeProcess node, double perSecond, List<String> ids, int rounds, Path folder) {
    this.name = name;
    this.node = node;
    this.perSecond = perSecond;
    this.ids = ids;
    this.rounds = rounds;
    this.folder = folder;
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
  public Wrk.Result closed(int round, int seconds) throws IOException {
    List<String> mine = round == 0 ? forWarmUp() : part(round, 1, 4, 4);
    Path file = Files.write(folder.resolve("ids"), mine);
    return Wrk.run(node.url(TARGET), seconds, "token.lua", file.toString());
  }

  @Override
  public LongFunction<Visit> visits(int round) {
    List<String> mine = part(round, 0, 1, 4);
    return n -> Visit.of(name, TokenVisit.request(mine.get((int) (n % mine.size()))));
  }

  /** Others each time: a token that is fetched again costs less. */
  private List<String> forWarmUp() {
    warmUps++;
    return part(0, warmUps - 1, warmUps, WarmUp.TIMES_MAX);
  }

  private List<String> part(int round, int from, int to, int parts) {
    return ids.subList(at(round, from, parts), at(round, to, parts));
  }

  /** Where that part of a round begins. */
  private int at(int round, int number, int parts) {
    int size = ids.size() / (rounds + 1);
    return round * size + (int) ((long) number * size / parts);
  }
}
