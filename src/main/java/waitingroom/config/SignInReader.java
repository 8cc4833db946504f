package waitingroom.config;

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

/** Reads the settings for signing in to the admin listener. */
final class SignInReader {
  private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private SignInReader() {}

  /** Reads the blocks {@code session} and {@code openid} of the admin listener. */
  static SignInSettings read(Block admin) {
    Block session = admin.block("session");
    Duration idle = session.between("idle-timeout", MINUTE, Duration.ofHours(24));
    Duration absolute = session.between("absolute-timeout", MINUTE, Duration.ofDays(7));
    Optional<String> origin = session.text("origin");
    if (origin.isPresent() && !ORIGIN.matcher(origin.get()).matches()) {
      throw session.refused(
          "origin", "must be scheme and host without a path, like https://rooms.example");
    }
    return new SignInSettings(
        admin.between("check-keys-every", Duration.ofMillis(100), MINUTE),
        idle,
        absolute,
        session.flag("secure-cookie"),
        origin,
        session.text("address-header"),
        admin.text("openid.issuer").map(issuer -> openId(admin.block("openid"), issuer, origin)));
  }

  private static OpenIdSettings openId(Block config, String issuer, Optional<String> origin) {
    List<String> scopes = config.strings("scopes");
    if (!scopes.contains("openid")) {
      throw config.refused("scopes", "must have openid in it");
    }
    if (origin.isEmpty()) {
      throw new IllegalArgumentException(
          "waiting-room.admin.openid needs to know where browsers come back to: set"
              + " waiting-room.admin.session.origin (WAITING_ROOM_ADMIN_ORIGIN)");
    }
    requireTrustworthy(config, issuer);
    return new OpenIdSettings(
        issuer,
        config
            .text("client-id")
            .orElseThrow(() -> config.refused("client-id", "is empty: the provider gives it")),
        config.text("client-secret-file").map(Path::of),
        scopes,
        config.string("groups-claim"),
        config.string("name-claim"),
        groups(config),
        origin.get() + "/session/openid/callback");
  }

  private static void requireTrustworthy(Block config, String issuer) {
    try {
      var unused = new BearerSettings.JwksUrl(URI.create(issuer));
    } catch (IllegalArgumentException e) {
      throw config.refused("issuer", "must be an https address");
    }
  }

  private static Map<String, Role> groups(Block config) {
    Map<String, Role> groups = new HashMap<>();
    // The panel reads, which a shop's machine may not: nobody signs in with that role.
    for (Role role : Role.values()) {
      if (!role.allows(Role.VIEWER)) {
        continue;
      }
      for (String group : config.strings("roles." + role.name().toLowerCase(Locale.ROOT))) {
        if (groups.put(group, role) != null) {
          throw config.refused("roles", "gives the group " + group + " two roles");
        }
      }
    }
    if (groups.isEmpty()) {
      throw config.refused("roles", "gives no group a role: name at least one group");
    }
    return groups;
  }
}
