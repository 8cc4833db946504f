package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;

/** Requests for first tokens. */
final class TokenRoute implements Route {
  private static final String TARGET = "/generate_token";

  /**
   * Number of parts a round's visitors are split into; {@link #OPEN_PARTS} of them are for the open
   * loop.
   */
  private static final int PARTS = 8;

  private static final int OPEN_PARTS = 1;

  private final String name;
  private final NodeProcess node;
  private final double perSecond;
  private final List<String> ids;
  private final int rounds;
  private final Path folder;
  private int warmUps;

  /**
   * @param ids of called visitors without a token, half for the warm-ups and half for the rounds
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
  public InetSocketAddress address() {
    return node.visitors();
  }

  @Override
  public double perSecond() {
    return perSecond;
  }

  @Override
  public Wrk.Result closed(int round, int seconds) throws IOException {
    if (round == 0) {
      warmUps++;
    }
    List<String> mine = part(round, OPEN_PARTS, PARTS);
    Path file = Files.write(folder.resolve("ids"), mine);
    Wrk.Result result = Wrk.run(node.url(TARGET), seconds, "token.lua", file.toString());
    if (round > 0 && result.requestsPerSecond() * seconds > mine.size()) {
      throw new IllegalStateException("Too few people have joined for the tokens of a round");
    }
    return result;
  }

  @Override
  public LongFunction<Visit> visits(int round) {
    List<String> mine = part(round, 0, OPEN_PARTS);
    return n -> Visit.of(name, TokenVisit.request(mine.get((int) (n % mine.size()))));
  }

  private List<String> part(int round, int from, int to) {
    List<String> people = people(round);
    int each = people.size() / PARTS;
    return people.subList(from * each, to * each);
  }

  /**
   * Selects new visitors for each warm-up, while they last, and for each round: a repeated token
   * costs less.
   */
  private List<String> people(int round) {
    int half = ids.size() / 2;
    return round == 0
        ? share(ids.subList(0, half), warmUps, WarmUp.TIMES_MAX)
        : share(ids.subList(half, ids.size()), round, rounds);
  }

  /**
   * Returns one of {@code shares} equal parts.
   *
   * @param number from 1
   */
  private static List<String> share(List<String> all, int number, int shares) {
    int each = all.size() / shares;
    return all.subList((number - 1) * each, number * each);
  }
}
