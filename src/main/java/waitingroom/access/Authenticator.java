package waitingroom.access;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;

/** Who calls the admin listener: chooses the check by the scheme of the Authorization header. */
public final class Authenticator {
  private final @Nullable SigV4 sigV4;
  private final @Nullable BearerTokens bearerTokens;

  /**
   * @param accessKeys null when signed requests are not accepted
   * @param bearerTokens null when bearer tokens are not accepted
   * @param clock for the age of signed requests
   */
  public Authenticator(
      @Nullable AccessKeys accessKeys, @Nullable BearerTokens bearerTokens, Clock clock) {
    this.sigV4 = accessKeys == null ? null : new SigV4(accessKeys, SigV4.EXECUTE_API, clock);
    this.bearerTokens = bearerTokens;
  }

  /** Never throws because of what a request holds. */
  public Authentication authenticate(SignedRequest request) {
    if (SigV4.isPresigned(request)) {
      return new Denied(Reason.UNSUPPORTED);
    }
    List<String> headers = request.values("authorization");
    if (headers.isEmpty()) {
      return new Denied(Reason.MISSING_CREDENTIALS);
    }
    if (headers.size() > 1) {
      return new Denied(Reason.MALFORMED);
    }
    String header = headers.get(0).strip();
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    if (bearerTokens != null && scheme.toLowerCase(Locale.ROOT).equals("bearer")) {
      return bearerTokens.authenticate(header.substring(scheme.length()).strip());
    }
    if (sigV4 != null && scheme.equals(SigV4Authorization.ALGORITHM)) {
      return sigV4.authenticate(request);
    }
    return new Denied(Reason.UNSUPPORTED);
  }
}
