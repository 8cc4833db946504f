package waitingroom.oidc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID client of a room; its id is the room's.
 *
 * @param secret null for a public client, which only uses PKCE (RFC 7636)
 * @param redirectUris allowed redirect URIs, see {@link RedirectUri#covers}
 * @param postLogoutRedirectUris allowed redirect URIs after the end of the session
 * @param scopes the client may be granted; always include {@code openid}
 * @param subjectType how visitors are named to the client
 */
public record Client(
    @Nullable SecretHash secret,
    List<RedirectUri> redirectUris,
    List<RedirectUri> postLogoutRedirectUris,
    Scopes scopes,
    SubjectType subjectType) {
  /** Limit of URIs of each kind. */
  public static final int URIS_MAX = 20;

  private static final String NO_HOST = "";

  /**
   * @throws IllegalArgumentException when there is no redirect URI, or there are too many, the
   *     scope {@code openid} is missing, or a pairwise client has no single host
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
    Set<String> hosts = hosts(redirectUris);
    if (subjectType == SubjectType.PAIRWISE && (hosts.size() != 1 || hosts.contains(NO_HOST))) {
      throw new IllegalArgumentException(
          "subject_type pairwise needs redirect_uris of one and the same host");
    }
  }

  /** Whether it has no secret, like apps on the visitor's device. */
  public boolean isPublic() {
    return secret == null;
  }

  /**
   * The group of clients that know visitors by the same names (OpenID Connect Core, section 8.1):
   * the host of the redirect URIs. Empty for a client with public names.
   */
  public Optional<String> sector() {
    return subjectType == SubjectType.PAIRWISE
        ? Optional.of(hosts(redirectUris).iterator().next())
        : Optional.empty();
  }

  private static Set<String> hosts(List<RedirectUri> uris) {
    return uris.stream().map(uri -> uri.host().orElse(NO_HOST)).collect(Collectors.toSet());
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
    return uris.stream().anyMatch(known -> known.covers(uri));
  }
}
