package waitingroom.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import waitingroom.oidc.OidcSettings;

/** Reads {@code waiting-room.oidc}, on behalf of {@link Settings}. */
final class OidcReader {
  private static final String STAGE = "/api";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private OidcReader() {}

  /**
   * @param publicIssuer gives the address when none is set: {@code /oidc} beside its {@code /api}
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static OidcSettings read(Config config, String publicIssuer) {
    return new OidcSettings(
        Settings.text(config, "issuer")
            .map(issuer -> checked(config, issuer))
            .orElseGet(() -> beside(publicIssuer)),
        Settings.between(config, "code-lifetime", SECOND, TEN_MINUTES),
        Settings.between(config, "client-cache", Duration.ZERO, TEN_MINUTES));
  }

  private static String beside(String publicIssuer) {
    String base =
        publicIssuer.endsWith(STAGE)
            ? publicIssuer.substring(0, publicIssuer.length() - STAGE.length())
            : publicIssuer;
    return base + "/oidc";
  }

  /** Clients build addresses from it (OpenID Connect Discovery, section 3). */
  private static String checked(Config config, String issuer) {
    URI uri;
    try {
      uri = URI.create(issuer);
    } catch (IllegalArgumentException malformed) {
      throw wrong(config);
    }
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || issuer.endsWith("/")
        || issuer.length() > Settings.ISSUER_CHARS_MAX) {
      throw wrong(config);
    }
    return issuer;
  }

  private static IllegalArgumentException wrong(Config config) {
    return Settings.refused(
        config,
        "issuer",
        "must be an http or https URL of at most "
            + Settings.ISSUER_CHARS_MAX
            + " characters without query, fragment and slash at the end");
  }
}
