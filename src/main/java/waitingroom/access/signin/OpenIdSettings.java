package waitingroom.access.signin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waitingroom.access.Role;

/**
 * Settings for signing in with an identity provider.
 *
 * @param issuer exactly as the provider names itself
 * @param clientSecretFile absent for a public client
 * @param scopes to ask for; {@code openid} is one of them
 * @param groupsClaim the claim of the ID token that holds the groups: a name, or a path of names
 *     with dots between
 * @param nameClaim the claim with the person's name in logs
 * @param groups roles by group; the highest counts
 */
public record OpenIdSettings(
    String issuer,
    String clientId,
    Optional<Path> clientSecretFile,
    List<String> scopes,
    String groupsClaim,
    String nameClaim,
    Map<String, Role> groups,
    String redirectUri) {

  public OpenIdSettings {
    scopes = List.copyOf(scopes);
    groups = Map.copyOf(groups);
  }
}
