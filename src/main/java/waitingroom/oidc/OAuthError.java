package waitingroom.oidc;

import java.util.Locale;

/** OAuth error codes (RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core, section 3.1.2.6). */
public enum OAuthError {
  INVALID_REQUEST,
  INVALID_CLIENT,
  INVALID_GRANT,
  INVALID_SCOPE,
  UNSUPPORTED_GRANT_TYPE,
  UNSUPPORTED_RESPONSE_TYPE,
  ACCESS_DENIED,
  LOGIN_REQUIRED,
  TEMPORARILY_UNAVAILABLE,
  REQUEST_NOT_SUPPORTED,
  REQUEST_URI_NOT_SUPPORTED;

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
