package waitingroom.beacon;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import waitingroom.secret.Sha256;

/**
 * A chain of the beacon drand, of the scheme {@code bls-unchained-g1-rfc9380}: one signature in
 * each period, which nobody can know before its moment.
 *
 * <p>The hash of a chain is computed of all its other members, so whoever knows the hash can check
 * the key.
 *
 * @param publicKey of all rounds: a compressed point of G2, 192 hex digits
 * @param genesis moment of round 1, whole seconds
 * @param period from one round to the next, whole seconds
 * @param groupHash of the nodes that began the chain, 64 hex digits
 * @param id the chain's name, such as quicknet
 */
public record Chain(
    String publicKey, Instant genesis, Duration period, String groupHash, String id) {
  /** The kind of beacon, as bundles name it. */
  public static final String KIND = "drand";

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{192}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String DEFAULT_ID = "default";

  /** The chain of the League of Entropy with a round every three seconds. */
  public static final Chain QUICKNET =
      new Chain(
          "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
              + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
              + "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
          Instant.ofEpochSecond(1_692_803_367),
          Duration.ofSeconds(3),
          "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e",
          "quicknet");

  /**
   * @throws IllegalArgumentException when a member is malformed
   */
  public Chain {
    check(KEY.matcher(publicKey).matches(), "The public key of a chain has 192 hex digits");
    check(HASH.matcher(groupHash).matches(), "The group hash of a chain has 64 hex digits");
    check(
        NAME.matcher(id).matches(),
        "The id of a chain has 1 to 64 letters, digits, '.', '_' or '-'");
    check(
        period.equals(Duration.ofSeconds(period.toSeconds()))
            && period.toSeconds() >= 1
            && period.toSeconds() <= Integer.MAX_VALUE,
        "The period of a chain is whole seconds");
    check(
        genesis.getNano() == 0 && genesis.getEpochSecond() >= 0,
        "The genesis of a chain is a whole second after 1970");
  }

  private static void check(boolean good, String rule) {
    if (!good) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** The name of the chain in statements and in the addresses of relays: 64 hex digits. */
  public String hash() {
    byte[] key = HexFormat.of().parseHex(publicKey);
    byte[] group = HexFormat.of().parseHex(groupHash);
    byte[] name = id.equals(DEFAULT_ID) ? new byte[0] : id.getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES + key.length + group.length + name.length)
            .putInt((int) period.toSeconds())
            .putLong(genesis.getEpochSecond())
            .put(key)
            .put(group)
            .put(name)
            .array();
    return HexFormat.of().formatHex(Sha256.of(all));
  }

  /** The first round whose moment is later than that instant. */
  public long firstRoundAfter(Instant instant) {
    return newestAt(instant) + 1;
  }

  /** The round that is the newest at that instant; 0 before the first one. */
  public long newestAt(Instant instant) {
    if (instant.isBefore(genesis)) {
      return 0;
    }
    return (instant.getEpochSecond() - genesis.getEpochSecond()) / period.toSeconds() + 1;
  }

  /**
   * The moment of a round.
   *
   * @param round from 1
   */
  public Instant moment(long round) {
    check(round >= 1, "Rounds count from 1");
    return genesis.plus(period.multipliedBy(round - 1));
  }
}
