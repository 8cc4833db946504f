package waitingroom.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291).
 *
 * @param address any address of the block
 * @param prefixBits leading bits that all addresses of the block share
 */
public record AddressBlock(InetAddress address, int prefixBits) {
  private static final Pattern LITERAL =
      Pattern.compile("[0-9.]{1,15}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,45}");

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    try {
      // Only literals: a name would cause a DNS lookup.
      if (LITERAL.matcher(literal).matches()) {
        InetAddress address = InetAddress.getByName(literal);
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix >= 0 && prefix <= bits) {
          return new AddressBlock(address, prefix);
        }
      }
    } catch (UnknownHostException | NumberFormatException malformed) {
      // refused below
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no block of addresses: write it like 10.0.0.0/8 or fd00::/8");
  }

  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
