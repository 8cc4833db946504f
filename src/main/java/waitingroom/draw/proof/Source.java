package waitingroom.draw.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import waitingroom.beacon.Chain;

/**
 * The public random value that a draw waits for, named before anybody knows it.
 *
 * @param name of the chain or of the announced value; empty for {@link Kind#NONE}
 * @param round of the chain; 0 unless drand
 */
public record Source(Kind kind, String name, long round) {

  /** Origin of the value. */
  public enum Kind {
    /** A round of a drand chain, named by the hash of the chain. */
    @JsonProperty("drand")
    DRAND("drand"),
    /** A value that an operator enters, such as numbers of a lottery, announced in words. */
    @JsonProperty("hand")
    HAND("hand"),
    /** No public value: the order is the operator's secret alone, and nothing is proved. */
    @JsonProperty("none")
    NONE("none");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static final Pattern CHAIN = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern WORDS = Pattern.compile("[!-~](?:[ -~]{0,198}[!-~])?");

  /**
   * @throws IllegalArgumentException when name or round do not fit the kind
   */
  public Source {
    boolean good =
        switch (kind) {
          case DRAND -> CHAIN.matcher(name).matches() && round >= 1;
          case HAND -> WORDS.matcher(name).matches() && round == 0;
          case NONE -> name.isEmpty() && round == 0;
        };
    if (!good) {
      throw new IllegalArgumentException(
          "A source is the hash of a drand chain with a round, 1 to 200 printable ASCII characters"
              + " that announce a value, or none");
    }
  }

  /** A round of a chain. */
  public static Source of(Chain chain, long round) {
    return new Source(Kind.DRAND, chain.hash(), round);
  }

  /** The value where there is no public one: the bytes of the word none. */
  public static String valueOfNone() {
    return HexFormat.of().formatHex(Kind.NONE.word().getBytes(StandardCharsets.US_ASCII));
  }

  /** Kind and name on one line. */
  String line() {
    return kind == Kind.NONE ? kind.word() : kind.word() + " " + name;
  }

  /**
   * Reads kind and name.
   *
   * @throws IllegalArgumentException when they are malformed
   */
  static Source parse(String line, long round) {
    for (Kind kind : Kind.values()) {
      if (line.equals(kind.word()) || line.startsWith(kind.word() + " ")) {
        Source source =
            new Source(
                kind,
                line.length() == kind.word().length()
                    ? ""
                    : line.substring(kind.word().length() + 1),
                round);
        if (source.line().equals(line)) {
          return source;
        }
      }
    }
    throw new IllegalArgumentException("A source is drand, hand or none");
  }
}
