package waitingroom.access.signin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waitingroom.access.Role;

/**
 * The identity provider with which people sign in, and us as its client.
 *
 * @param issuer exactly as the provider names itself
 * @param clientSecretFile absent: the provider knows this client as a public one
 * @param scopes to ask for; {@code openid} is one of them
 * @param groupsClaim the claim of the ID token that holds the groups: a name, or a path of names
 *     with dots between
 * @param nameClaim the claim that names the person in logs
 * @param groups which group has which role; the highest counts
 * @param redirectUri where the provider sends the browser back to
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
