package waitingroom.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import waitingroom.access.BearerSettings;
import waitingroom.access.Role;
import waitingroom.access.signin.OpenIdSettings;
import waitingroom.access.signin.SignInSettings;

/** Reads how people sign in to the admin listener, on behalf of {@link Settings}. */
final class SignInReader {
  private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private SignInReader() {}

  /**
   * @param admin the settings of the admin listener
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static SignInSettings read(Config admin) {
    Config session = admin.getConfig("session");
    Duration idle = Settings.between(session, "idle-timeout", MINUTE, Duration.ofHours(24));
    Duration absolute = Settings.between(session, "absolute-timeout", MINUTE, Duration.ofDays(7));
    Optional<String> origin = Settings.text(session, "origin");
    if (origin.isPresent() && !ORIGIN.matcher(origin.get()).matches()) {
      throw Settings.refused(
          session, "origin", "must be scheme and host without a path, like https://rooms.example");
    }
    return new SignInSettings(
        Settings.between(admin, "check-keys-every", Duration.ofMillis(100), MINUTE),
        idle,
        absolute,
        session.getBoolean("secure-cookie"),
        origin,
        Settings.text(session, "address-header"),
        Settings.text(admin, "openid.issuer")
            .map(issuer -> openId(admin.getConfig("openid"), issuer, origin)));
  }

  private static OpenIdSettings openId(Config config, String issuer, Optional<String> origin) {
    List<String> scopes = config.getStringList("scopes");
    if (!scopes.contains("openid")) {
      throw Settings.refused(config, "scopes", "must have openid in it");
    }
    if (origin.isEmpty()) {
      throw new IllegalArgumentException(
          "waiting-room.admin.openid needs to know where browsers come back to: set"
              + " waiting-room.admin.session.origin (WAITING_ROOM_ADMIN_ORIGIN)");
    }
    requireTrustworthy(config, issuer);
    return new OpenIdSettings(
        issuer,
        Settings.text(config, "client-id")
            .orElseThrow(
                () -> Settings.refused(config, "client-id", "is empty: the provider gives it")),
        Settings.text(config, "client-secret-file").map(Path::of),
        scopes,
        config.getString("groups-claim"),
        config.getString("name-claim"),
        groups(config),
        origin.get() + "/session/openid/callback");
  }

  private static void requireTrustworthy(Config config, String issuer) {
    try {
      var unused = new BearerSettings.JwksUrl(URI.create(issuer));
    } catch (IllegalArgumentException e) {
      throw Settings.refused(config, "issuer", "must be an https address");
    }
  }

  private static Map<String, Role> groups(Config config) {
    Map<String, Role> groups = new HashMap<>();
    for (Role role : Role.values()) {
      for (String group : config.getStringList("roles." + role.name().toLowerCase(Locale.ROOT))) {
        if (groups.put(group, role) != null) {
          throw Settings.refused(config, "roles", "gives the group " + group + " two roles");
        }
      }
    }
    if (groups.isEmpty()) {
      throw Settings.refused(config, "roles", "gives no group a role: name at least one group");
    }
    return groups;
  }
}
