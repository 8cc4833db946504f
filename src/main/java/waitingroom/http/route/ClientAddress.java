package waitingroom.http.route;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The client address of a request.
 *
 * @param header set by a trusted proxy; empty: the address of the connection counts
 */
public record ClientAddress(Optional<String> header) {
  private static final String UNKNOWN = "unknown";

  public String of(HttpRequest request) {
    return header
        .flatMap(name -> lastAddress(request, name))
        .or(() -> peer(request))
        .orElse(UNKNOWN);
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

  private static Optional<String> peer(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(remote -> remote.getAddress())
        .map(InetAddress::getHostAddress);
  }
}
