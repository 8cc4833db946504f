package waitingroom.event.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the targets of webhooks: when one is set, and again at every connection, because a name
 * may resolve differently by then (DNS rebinding). Blocks on DNS, so never call it on an actor's
 * thread.
 */
final class Targets {
  /** DNS lookup. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

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
      List<InetAddress> found = resolved(uri.getHost());
      if (found.stream().noneMatch(rules::allows)) {
        return Optional.of(
            "The url leads to an address that is not public: name a public host, or allow the"
                + " address with waiting-room.events.webhooks.allow-private-addresses");
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
  InetSocketAddress connect(String host, int port) throws UnknownHostException {
    for (InetAddress address : resolved(host)) {
      if (rules.allows(address)) {
        return new InetSocketAddress(address, port);
      }
    }
    throw new UnknownHostException("the host leads to an address that is not allowed");
  }

  private List<InetAddress> resolved(String host) throws UnknownHostException {
    // URI and HTTP keep the brackets of an IPv6 address.
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return Arrays.asList(resolver.resolve(bare));
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
