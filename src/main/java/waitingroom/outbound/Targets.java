package waitingroom.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the addresses of requests: when an operator sets one, and again at every connection,
 * because a name may resolve differently by then (DNS rebinding). Blocks on DNS, so never call it
 * on an actor's or a loop's thread.
 */
final class Targets {
  /** DNS lookup. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private static final String SETTING = "waiting-room.outbound.allow";
  private static final int URL_CHARS_MAX = 2000;
  private static final int PORT_MAX = 65_535;

  private final AddressRules rules;
  private final Resolver resolver;

  Targets(AddressRules rules, Resolver resolver) {
    this.rules = rules;
    this.resolver = resolver;
  }

  /** The objection to a URL; empty if it is allowed. */
  Optional<String> objection(String url) {
    URI uri = parsed(url);
    if (uri == null) {
      return Optional.of(
          "The url must be like https://shop.example/hook, of at most 2,000 characters, without"
              + " user and fragment, and with a port from 1 to 65535, if any");
    }
    try {
      List<InetAddress> found = resolved(bareHost(uri));
      if (found.stream().noneMatch(rules::allows)) {
        return Optional.of(
            "The url leads to an address that is not public: name a public host, or allow the"
                + " address with "
                + SETTING);
      }
      boolean plain = uri.getScheme().equalsIgnoreCase("http");
      return plain && !found.stream().allMatch(rules::explicitlyAllows)
          ? Optional.of("The url must begin with https")
          : Optional.empty();
    } catch (UnknownHostException unknown) {
      return Optional.of("The host of the url cannot be found: check its name");
    }
  }

  /**
   * The address to connect to.
   *
   * @throws UnknownHostException if there is none, or none is allowed
   */
  InetSocketAddress address(URI uri) throws UnknownHostException {
    if (parsed(uri.toString()) == null) {
      throw new UnknownHostException("the url is not like https://shop.example/path");
    }
    OutboundRequest.Origin to = OutboundRequest.get(uri, Map.of()).origin();
    for (InetAddress address : resolved(to.host())) {
      if (to.tls() ? rules.allows(address) : rules.explicitlyAllows(address)) {
        return new InetSocketAddress(address, to.port());
      }
    }
    throw new UnknownHostException(
        "the host leads to an address that is not allowed: it must be public and https, or among"
            + " those of "
            + SETTING);
  }

  /** The host without the brackets of an IPv6 address, which URI and HTTP keep. */
  static String bareHost(URI uri) {
    String host = Objects.requireNonNull(uri.getHost(), "host");
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private List<InetAddress> resolved(String host) throws UnknownHostException {
    return Arrays.asList(resolver.resolve(host));
  }

  /** -1 stands for none. */
  private static boolean isPort(int port) {
    return port == -1 || (port >= 1 && port <= PORT_MAX);
  }

  private static @Nullable URI parsed(String url) {
    if (url.length() > URL_CHARS_MAX) {
      return null;
    }
    try {
      URI uri = new URI(url);
      boolean http =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return http
              && uri.getHost() != null
              && isPort(uri.getPort())
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
          ? uri
          : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }
}
