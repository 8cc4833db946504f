package waitingroom.oidc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID client of a room; its id is the room's.
 *
 * @param secret null for a public client, which only uses PKCE (RFC 7636)
 * @param redirectUris allowed redirect URIs, compared character by character
 * @param postLogoutRedirectUris allowed redirect URIs after the end of the session
 * @param scopes the client may be granted; always include {@code openid}
 */
public record Client(
    @Nullable SecretHash secret,
    List<RedirectUri> redirectUris,
    List<RedirectUri> postLogoutRedirectUris,
    Scopes scopes) {
  /** Limit of URIs of each kind. */
  public static final int URIS_MAX = 20;

  /**
   * @throws IllegalArgumentException when there is no redirect URI, or there are too many, or the
   *     scope {@code openid} is missing
   */
  public Client {
    redirectUris = List.copyOf(redirectUris);
    postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
    if (redirectUris.isEmpty()) {
      throw new IllegalArgumentException("redirect_uris must name at least one URI");
    }
    if (redirectUris.size() > URIS_MAX || postLogoutRedirectUris.size() > URIS_MAX) {
      throw new IllegalArgumentException("A client has at most " + URIS_MAX + " URIs of a kind");
    }
    if (!scopes.holdOpenId()) {
      throw new IllegalArgumentException("scopes must hold openid");
    }
  }

  /** Whether it has no secret, like apps on the visitor's device. */
  public boolean isPublic() {
    return secret == null;
  }

  /** Whether visitors may be sent back there. */
  public boolean returnsTo(String uri) {
    return holds(redirectUris, uri);
  }

  /** Whether visitors may be sent there after the end of the session. */
  public boolean returnsAfterLogoutTo(String uri) {
    return holds(postLogoutRedirectUris, uri);
  }

  private static boolean holds(List<RedirectUri> uris, String uri) {
    return uris.stream().anyMatch(known -> known.value().equals(uri));
  }
}
