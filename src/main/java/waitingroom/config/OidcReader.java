package waitingroom.config;

import java.net.URI;
import java.time.Duration;
import waitingroom.oidc.OidcSettings;

/** Reads {@code waiting-room.oidc}. */
final class OidcReader {
  private static final String STAGE = "/api";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private OidcReader() {}

  /**
   * Reads the block.
   *
   * @param publicIssuer base of the default address: {@code /oidc} beside its {@code /api}
   */
  static OidcSettings read(Block config, String publicIssuer) {
    return new OidcSettings(
        config
            .text("issuer")
            .map(issuer -> checked(config, issuer))
            .orElseGet(() -> beside(publicIssuer)),
        config.between("code-lifetime", SECOND, TEN_MINUTES),
        config.between("client-cache", Duration.ZERO, TEN_MINUTES));
  }

  private static String beside(String publicIssuer) {
    String base =
        publicIssuer.endsWith(STAGE)
            ? publicIssuer.substring(0, publicIssuer.length() - STAGE.length())
            : publicIssuer;
    return base + "/oidc";
  }

  /** Clients build addresses from it (OpenID Connect Discovery, section 3). */
  private static String checked(Block config, String issuer) {
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
        || issuer.length() > ListenersReader.ISSUER_CHARS_MAX) {
      throw wrong(config);
    }
    return issuer;
  }

  private static IllegalArgumentException wrong(Block config) {
    return config.refused(
        "issuer",
        "must be an http or https URL of at most "
            + ListenersReader.ISSUER_CHARS_MAX
            + " characters without query, fragment and slash at the end");
  }
}
