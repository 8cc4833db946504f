package waitingroom.beacon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HexFormat;
import java.util.regex.Pattern;
import waitingroom.secret.Sha256;

/**
 * A round of a chain with its signature, which is the public random value. Nothing is proved before
 * {@link ChainKey#signed} says so.
 *
 * @param number from 1
 * @param signature a compressed point of G1, 96 hex digits
 */
public record Round(long number, String signature) {
  /** The largest number that every reader of JSON keeps. */
  private static final long NUMBER_MAX = (1L << 53) - 1;

  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{96}");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /**
   * @throws IllegalArgumentException when a member is malformed
   */
  public Round {
    if (number < 1 || number > NUMBER_MAX) {
      throw new IllegalArgumentException("Rounds count from 1 to 2^53 - 1, not " + number);
    }
    if (!SIGNATURE.matcher(signature).matches()) {
      throw new IllegalArgumentException("The signature of a round has 96 hex digits");
    }
  }

  /** The bytes of the signature. */
  public byte[] value() {
    return HexFormat.of().parseHex(signature);
  }

  /**
   * Reads what a relay answers: round, signature and, in the first version of the relays' API, the
   * hash of the signature.
   *
   * @throws IllegalArgumentException when it is malformed or of a chain of another scheme
   */
  public static Round parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("The answer of a relay is no JSON", notJson);
    }
    JsonNode number = root.path("round");
    JsonNode signature = root.path("signature");
    if (!number.isIntegralNumber() || !number.canConvertToLong() || !signature.isTextual()) {
      throw new IllegalArgumentException("The answer of a relay lacks round or signature");
    }
    if (root.has("previous_signature")) {
      throw new IllegalArgumentException("The relay answered with a round of a chained scheme");
    }
    Round round = new Round(number.longValue(), signature.textValue());
    JsonNode hash = root.path("randomness");
    if (!hash.isMissingNode() && !hash.asText().equals(round.hash())) {
      throw new IllegalArgumentException(
          "Signature and randomness of a relay do not belong together");
    }
    return round;
  }

  private String hash() {
    return HexFormat.of().formatHex(Sha256.of(value()));
  }
}
