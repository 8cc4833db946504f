package waitingroom.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names of the visitors of one room: the first 64 bits of HMAC-SHA256 over the request id. Short
 * enough to be read out, unlike any id in shape, and of no use where an id is asked for. Among ten
 * million visitors of a room, two share a name with a probability of 1 in 370,000.
 */
record RoomNames(SecretKeySpec key) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "v-";
  private static final int BYTES = 8;

  static RoomNames of(byte[] key) {
    return new RoomNames(new SecretKeySpec(key, ALGORITHM));
  }

  String name(String requestId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] code = mac.doFinal(requestId.getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(code, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks HMAC-SHA256: use a complete JDK", e);
    }
  }
}
