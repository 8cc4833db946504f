package waitingroom.http.route;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client address of a request.
 *
 * @param header set by a trusted proxy; empty, or when it holds no address: that of the connection
 *     counts
 */
public record ClientAddress(Optional<String> header) {
  private static final String UNKNOWN = "unknown";

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  /** Only literals: a name would cause a DNS lookup. */
  private static final Pattern LITERAL =
      Pattern.compile(
          OCTET + "(\\." + OCTET + "){3}|(?=.{2,45}$)(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]{2,45})\\](:[0-9]{1,5})?|([0-9.]{7,15}):[0-9]{1,5}");

  private static final int IPV6_PREFIX_BYTES = 8;

  /** The address as text, each in one spelling. */
  public String of(HttpRequest request) {
    return address(request).map(InetAddress::getHostAddress).orElse(UNKNOWN);
  }

  /**
   * What limits count as one client: an address, or the first 64 bits of one in IPv6, of which a
   * single home has them all (RFC 6177).
   */
  public String subject(HttpRequest request) {
    return address(request)
        .map(
            address ->
                address instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, IPV6_PREFIX_BYTES)
                    : address.getHostAddress())
        .orElse(UNKNOWN);
  }

  private Optional<InetAddress> address(HttpRequest request) {
    return header
        .flatMap(name -> lastAddress(request, name))
        .flatMap(ClientAddress::parse)
        .or(() -> peer(request));
  }

  /** An address with or without a port; empty if it is none. */
  private static Optional<InetAddress> parse(String text) {
    Matcher port = WITH_PORT.matcher(text);
    String literal = port.matches() ? port.group(1) == null ? port.group(3) : port.group(1) : text;
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  /**
   * The last address of the last header of that name is the trusted proxy's own: a proxy either
   * extends the client's header or appends another one.
   */
  private static Optional<String> lastAddress(HttpRequest request, String headerName) {
    String last = null;
    for (HttpHeader header : request.getHeaders()) {
      if (header.name().equalsIgnoreCase(headerName)) {
        last = header.value();
      }
    }
    return Optional.ofNullable(last)
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).trim());
  }

  private static Optional<InetAddress> peer(HttpRequest request) {
    return request.getAttribute(AttributeKeys.remoteAddress).flatMap(remote -> remote.getAddress());
  }
}
