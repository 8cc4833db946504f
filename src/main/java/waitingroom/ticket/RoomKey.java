package waitingroom.ticket;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Mints and verifies the request ids of one room in one epoch. Thread-safe.
 *
 * <p>A request id is a UUID of version 8 (RFC 9562, section 5.8). Its 122 free bits are, from the
 * first to the last: position (40), entry time in epoch seconds (32), and the first 50 bits of
 * HMAC-SHA256 over both under the room's key. The position is not hidden, only protected: every
 * visitor may see their own. A forged id passes with probability 2^-50, and each try needs a
 * request.
 */
public final class RoomKey {
  /** The highest position of a room: an id holds 40 bits. */
  public static final long POSITION_MAX = (1L << 40) - 1;

  /** The last second that an id can hold, in the year 2106. */
  public static final long ENTERED_AT_MAX = (1L << 32) - 1;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TEXT_LENGTH = 36;
  private static final int TAG_BITS = 50;
  private static final long TAG_MASK = (1L << TAG_BITS) - 1;
  private static final long TWELVE_BITS = 0xFFF;
  private static final long VERSION_MASK = 0xF000;
  private static final long VERSION = 0x8000;
  private static final long VARIANT = 0b10;
  private static final int VARIANT_SHIFT = 62;

  private final ThreadLocal<Authenticator> authenticators;

  RoomKey(byte[] key) {
    SecretKeySpec secretKey = new SecretKeySpec(key, ALGORITHM);
    this.authenticators = ThreadLocal.withInitial(() -> new Authenticator(secretKey));
  }

  /**
   * The request id of a position: 36 characters, lower case. The same arguments give the same id.
   *
   * @param position 1 to {@link #POSITION_MAX}
   * @param enteredAtSeconds epoch seconds, 0 to {@link #ENTERED_AT_MAX}
   * @throws IllegalArgumentException when one of them is outside its range
   */
  public String mint(long position, long enteredAtSeconds) {
    if (position < 1 || position > POSITION_MAX) {
      throw new IllegalArgumentException(
          "A position must be from 1 to " + POSITION_MAX + " but was " + position);
    }
    if (enteredAtSeconds < 0 || enteredAtSeconds > ENTERED_AT_MAX) {
      throw new IllegalArgumentException(
          "An entry time must be from 0 to "
              + ENTERED_AT_MAX
              + " epoch seconds but was "
              + enteredAtSeconds);
    }
    long high =
        (position << 24)
            | ((enteredAtSeconds >>> 24) << 16)
            | VERSION
            | ((enteredAtSeconds >>> 12) & TWELVE_BITS);
    long low =
        (VARIANT << VARIANT_SHIFT)
            | ((enteredAtSeconds & TWELVE_BITS) << TAG_BITS)
            | tag(position, enteredAtSeconds);
    return new UUID(high, low).toString();
  }

  /**
   * The content of the id, or null when it was not minted with this key. An id has one text: in
   * upper case it is another one, which nobody minted.
   *
   * <p>The authentication codes are compared as two longs, so in constant time.
   */
  public @Nullable Ticket verify(String requestId) {
    if (!isUuidText(requestId)) {
      return null;
    }
    UUID id = UUID.fromString(requestId);
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    if ((high & VERSION_MASK) != VERSION || low >>> VARIANT_SHIFT != VARIANT) {
      return null;
    }
    long position = high >>> 24;
    long enteredAt =
        (((high >>> 16) & 0xFF) << 24)
            | ((high & TWELVE_BITS) << 12)
            | ((low >>> TAG_BITS) & TWELVE_BITS);
    boolean genuine = (tag(position, enteredAt) ^ (low & TAG_MASK)) == 0;
    return genuine ? new Ticket(position, enteredAt) : null;
  }

  /** UUID.fromString alone is too lenient: it takes groups of any length. */
  private static boolean isUuidText(String text) {
    if (text.length() != TEXT_LENGTH) {
      return false;
    }
    for (int i = 0; i < TEXT_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dashExpected = i == 8 || i == 13 || i == 18 || i == 23;
      if (dashExpected ? c != '-' : !isLowerHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private long tag(long position, long enteredAtSeconds) {
    return authenticators.get().tag(position, enteredAtSeconds);
  }

  /** One thread's MAC, keyed once and used for every id. */
  private static final class Authenticator {
    private final Mac mac;
    private final byte[] bytes = new byte[32];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    Authenticator(SecretKeySpec key) {
      try {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java lacks HMAC-SHA256: use a complete JDK", e);
      }
    }

    long tag(long position, long enteredAtSeconds) {
      buffer.putLong(0, position).putLong(Long.BYTES, enteredAtSeconds);
      mac.update(bytes, 0, 2 * Long.BYTES);
      try {
        mac.doFinal(bytes, 0);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("HMAC-SHA256 does not fit its 32 bytes", e);
      }
      return buffer.getLong(0) >>> (Long.SIZE - TAG_BITS);
    }
  }
}
