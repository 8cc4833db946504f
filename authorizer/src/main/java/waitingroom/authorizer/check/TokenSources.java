package waitingroom.authorizer.check;

import java.util.List;
import java.util.Optional;

/**
 * The places in a request that may hold a token.
 *
 * @param headers that hold the token alone or after {@code Bearer}
 * @param cookie that holds the token
 */
public record TokenSources(List<String> headers, Optional<String> cookie) {
  public TokenSources {
    headers = List.copyOf(headers);
  }
}
