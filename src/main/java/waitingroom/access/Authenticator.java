package waitingroom.access;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;

/** Who calls the admin listener: chooses the check by the scheme of the Authorization header. */
public final class Authenticator implements AutoCloseable {
  private static final String BEARER = "bearer";

  private final KnownKeys keys;
  private final SigV4 sigV4;
  private final @Nullable BearerTokens bearerTokens;

  /**
   * @param keys for signed requests, and for keys that come as bearer tokens
   * @param bearerTokens null when JWTs are not accepted
   * @param clock for the age of signed requests
   */
  public Authenticator(KnownKeys keys, @Nullable BearerTokens bearerTokens, Clock clock) {
    this.keys = keys;
    this.sigV4 = new SigV4(keys::find, SigV4.EXECUTE_API, clock);
    this.bearerTokens = bearerTokens;
  }

  /** Never throws because of what a request holds. */
  public Authentication authenticate(SignedRequest request) {
    return authenticate(request, sigV4::authenticate);
  }

  /**
   * Looks again at a request that was let in and whose answer goes on. The time of a signature,
   * which passes within minutes, counts no more: its key and that key's secret do. Everything else
   * is as it is for a new request.
   */
  public Authentication again(SignedRequest request) {
    return authenticate(request, sigV4::again);
  }

  private Authentication authenticate(
      SignedRequest request, Function<SignedRequest, Authentication> signature) {
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
    if (scheme.toLowerCase(Locale.ROOT).equals(BEARER)) {
      return bearer(header.substring(scheme.length()).strip());
    }
    return scheme.equals(SigV4Authorization.ALGORITHM)
        ? signature.apply(request)
        : new Denied(Reason.UNSUPPORTED);
  }

  /** Stops watching the files of the keys. */
  @Override
  public void close() {
    keys.close();
    if (bearerTokens != null) {
      bearerTokens.close();
    }
  }

  private Authentication bearer(String token) {
    if (KeyToken.isMeant(token)) {
      return KeyToken.parse(token)
          .flatMap(key -> keys.verify(key.id(), key.secret()))
          .<Authentication>map(holder -> new Authenticated(holder.principal()))
          .orElseGet(() -> new Denied(Reason.WRONG_KEY));
    }
    return bearerTokens == null ? new Denied(Reason.UNSUPPORTED) : bearerTokens.authenticate(token);
  }

  /**
   * Whether an Authorization header shows the secret of an access key, so that trying many of them
   * is to be made slow.
   */
  public static boolean showsSecret(String header) {
    String stripped = header.strip();
    return stripped.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && KeyToken.isMeant(stripped.substring(BEARER.length()).strip());
  }
}
