package waitingroom.access;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;

/** Authenticates callers of the admin listener by the scheme of their Authorization header. */
public final class Authenticator implements AutoCloseable {
  private static final String BEARER = "bearer";

  private final KnownKeys keys;
  private final SigV4 sigV4;
  private final @Nullable BearerTokens bearerTokens;

  /**
   * @param keys for signed requests and for keys used as bearer tokens
   * @param bearerTokens null when JWTs are not accepted
   * @param clock for the age of signed requests
   */
  public Authenticator(KnownKeys keys, @Nullable BearerTokens bearerTokens, Clock clock) {
    this.keys = keys;
    this.sigV4 = new SigV4(keys::find, SigV4.EXECUTE_API, clock);
    this.bearerTokens = bearerTokens;
  }

  /** Authenticates a request; never throws because of its content. */
  public Authentication authenticate(SignedRequest request) {
    return authenticate(request, sigV4::authenticate);
  }

  /**
   * Checks again a request that was accepted and is still being answered. The time of a signature,
   * which is valid for minutes only, is ignored; its key and secret must still be good. Everything
   * else is checked as for a new request.
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

  /** Stops watching the key files. */
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
   * Whether an Authorization header carries the secret of an access key, so that guessing must be
   * slowed down.
   */
  public static boolean showsSecret(String header) {
    String stripped = header.strip();
    return stripped.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && KeyToken.isMeant(stripped.substring(BEARER.length()).strip());
  }
}
