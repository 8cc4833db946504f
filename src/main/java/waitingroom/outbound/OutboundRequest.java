package waitingroom.outbound;

import java.net.URI;
import java.util.Map;

/** A request to an address that somebody else named. */
public record OutboundRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  public static OutboundRequest get(URI uri, Map<String, String> headers) {
    return new OutboundRequest("GET", uri, headers, new byte[0]);
  }

  public static OutboundRequest post(URI uri, Map<String, String> headers, byte[] body) {
    return new OutboundRequest("POST", uri, headers, body);
  }

  boolean tls() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  Origin origin() {
    int standard = tls() ? 443 : 80;
    return new Origin(tls(), Targets.bareHost(uri), uri.getPort() == -1 ? standard : uri.getPort());
  }

  /** The part of the address that a server sees. */
  String target() {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    String target = path == null || path.isEmpty() ? "/" : path;
    return query == null ? target : target + "?" + query;
  }

  /** Scheme, host and port, which requests must share for sharing a connection. */
  record Origin(boolean tls, String host, int port) {}
}
