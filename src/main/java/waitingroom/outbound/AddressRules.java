package waitingroom.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that the node may call: the public internet, and those that a setting allows. Otherwise
 * anyone who may add a webhook could reach hosts behind the firewall (server-side request forgery).
 */
public final class AddressRules {
  /** IANA's special-purpose blocks that are not globally reachable, and multicast. */
  private static final List<AddressBlock> REFUSED =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** The IPv6 blocks allocated to the internet, except those with a special purpose. */
  private static final AddressBlock GLOBAL_IPV6 = AddressBlock.parse("2000::/3");

  private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
  private static final List<AddressBlock> REFUSED_IPV6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final int IPV4_BYTES = 4;

  private final List<AddressBlock> allowed;

  public AddressRules(List<AddressBlock> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  private static List<AddressBlock> blocks(String... texts) {
    return Arrays.stream(texts).map(AddressBlock::parse).toList();
  }

  boolean allows(InetAddress address) {
    return explicitlyAllows(address) || isPublic(address);
  }

  /** True if a setting allows it. */
  boolean explicitlyAllows(InetAddress address) {
    return allowed.stream().anyMatch(block -> block.contains(address));
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == IPV4_BYTES) {
      return REFUSED.stream().noneMatch(block -> block.contains(address));
    }
    if (NAT64.contains(address)) {
      return isPublic(embedded(bytes));
    }
    return GLOBAL_IPV6.contains(address)
        && REFUSED_IPV6.stream().noneMatch(block -> block.contains(address));
  }

  private static InetAddress embedded(byte[] bytes) {
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
