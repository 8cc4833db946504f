package waitingroom.outbound;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer; a redirect is one like any other.
 *
 * @param headers by name in any case
 */
public record OutboundAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
