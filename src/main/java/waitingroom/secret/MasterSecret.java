package waitingroom.secret;

import at.favre.lib.hkdf.HKDF;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret that all nodes share and from which other keys are derived.
 *
 * <p>Only derived keys leave this class. A key for one purpose reveals nothing about another (HKDF
 * with SHA-256, RFC 5869).
 */
public final class MasterSecret {
  private static final int BYTES_MIN = 32;

  /**
   * 32 random bytes hold about 30 distinct values; fewer than 16 never happens by chance, so such
   * content was typed or is a placeholder.
   */
  private static final int DIFFERENT_BYTES_MIN = 16;

  private static final Pattern WHITESPACE = Pattern.compile("\\s+");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");
  private static final byte[] NO_SALT = new byte[32];
  private static final String ADVICE = ": make one with `openssl rand -base64 48`";

  private final byte[] pseudoRandomKey;

  private MasterSecret(byte[] secret) {
    this.pseudoRandomKey = HKDF.fromHmacSha256().extract(NO_SALT, secret);
  }

  /**
   * Reads the content of a master secret file: hex digits, or base64 in the standard or the URL
   * alphabet, padded or not. Whitespace is ignored. Text that consists of hex digits only is read
   * as hex.
   *
   * @throws IllegalArgumentException when the content is neither, holds fewer than 32 bytes, or is
   *     obviously not random; the message never quotes the content
   */
  public static MasterSecret parse(byte[] content) {
    String text = WHITESPACE.matcher(new String(content, StandardCharsets.US_ASCII)).replaceAll("");
    byte[] secret = decode(text);
    if (secret.length < BYTES_MIN) {
      throw new IllegalArgumentException(
          "The master secret holds "
              + secret.length
              + " bytes, it needs at least "
              + BYTES_MIN
              + ADVICE);
    }
    if (differentBytes(secret) < DIFFERENT_BYTES_MIN) {
      throw new IllegalArgumentException("The master secret is not random" + ADVICE);
    }
    return new MasterSecret(secret);
  }

  /**
   * Derives a key.
   *
   * @param purpose a constant of the caller; different purposes give unrelated keys
   * @param context what the key is bound to within that purpose, in an unambiguous encoding
   * @param lengthBytes 1 to 8160
   */
  public byte[] derive(String purpose, byte[] context, int lengthBytes) {
    byte[] label = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] info =
        ByteBuffer.allocate(Integer.BYTES + label.length + context.length)
            .putInt(label.length)
            .put(label)
            .put(context)
            .array();
    return HKDF.fromHmacSha256().expand(pseudoRandomKey, info, lengthBytes);
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "MasterSecret(hidden)";
  }

  private static byte[] decode(String text) {
    if (HEX.matcher(text).matches()) {
      return HexFormat.of().parseHex(text);
    }
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      // No cause: its message quotes a character of the secret.
      throw new IllegalArgumentException("The master secret is neither base64 nor hex" + ADVICE);
    }
  }

  private static int differentBytes(byte[] secret) {
    boolean[] seen = new boolean[256];
    int different = 0;
    for (byte b : secret) {
      if (!seen[b & 0xFF]) {
        seen[b & 0xFF] = true;
        different++;
      }
    }
    return different;
  }
}
