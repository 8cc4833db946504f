package waitingroom.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import waitingroom.access.BearerSettings;
import waitingroom.access.Role;

/** Reads {@code waiting-room.admin.bearer}. */
final class BearerReader {
  private BearerReader() {}

  /** Empty when no issuer is named. */
  static Optional<BearerSettings> read(Block config) {
    return config.text("issuer").map(issuer -> settings(config, issuer));
  }

  private static BearerSettings settings(Block config, String issuer) {
    BearerSettings.Keys keys =
        config
            .text("jwks-url")
            .<BearerSettings.Keys>map(url -> new BearerSettings.JwksUrl(URI.create(url)))
            .or(() -> config.text("jwks-file").map(f -> new BearerSettings.JwksFile(Path.of(f))))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "waiting-room.admin.bearer has an issuer but no keys: set jwks-url or"
                            + " jwks-file"));
    return new BearerSettings(
        issuer,
        config.string("audience"),
        config.string("role-claim"),
        roles(config.block("roles")),
        keys);
  }

  /** Roles by the value in a token. A value for two roles would give its holder the wrong one. */
  private static Map<String, Role> roles(Block config) {
    Map<String, Role> roles = new HashMap<>();
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      String value = config.string(name);
      if (value.isBlank()) {
        throw config.refused(name, "is empty: name the text in a token that means this role");
      }
      if (roles.put(value, role) != null) {
        throw config.refused(name, "is the same as that of another role: give each its own");
      }
    }
    return roles;
  }
}
