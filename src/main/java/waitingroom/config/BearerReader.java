package waitingroom.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import waitingroom.access.BearerSettings;
import waitingroom.access.Role;

/** Reads {@code waiting-room.admin.bearer}, on behalf of {@link Settings}. */
final class BearerReader {
  private BearerReader() {}

  /**
   * Empty when no issuer is named.
   *
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static Optional<BearerSettings> read(Config config) {
    return Settings.text(config, "issuer").map(issuer -> settings(config, issuer));
  }

  private static BearerSettings settings(Config config, String issuer) {
    BearerSettings.Keys keys =
        Settings.text(config, "jwks-url")
            .<BearerSettings.Keys>map(url -> new BearerSettings.JwksUrl(URI.create(url)))
            .or(
                () ->
                    Settings.text(config, "jwks-file")
                        .map(f -> new BearerSettings.JwksFile(Path.of(f))))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "waiting-room.admin.bearer has an issuer but no keys: set jwks-url or"
                            + " jwks-file"));
    return new BearerSettings(
        issuer,
        config.getString("audience"),
        config.getString("role-claim"),
        roles(config.getConfig("roles")),
        keys);
  }

  /** By what the token says; a text for two roles would give whoever has it the wrong one. */
  private static Map<String, Role> roles(Config config) {
    Map<String, Role> roles = new HashMap<>();
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      String value = config.getString(name);
      if (value.isBlank()) {
        throw Settings.refused(
            config, name, "is empty: name the text in a token that means this role");
      }
      if (roles.put(value, role) != null) {
        throw Settings.refused(
            config, name, "is the same as that of another role: give each its own");
      }
    }
    return roles;
  }
}
