package waitingroom.access.signin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import waitingroom.access.Authentication;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.secret.Seal;

/**
 * Sign-in with the company's identity provider: the authorization code flow of OpenID Connect Core
 * 1.0 with PKCE.
 */
public final class OpenIdSignIn implements AutoCloseable {
  /** The longest time that a person may spend at the provider. */
  public static final Duration TIME_MAX = PendingSignIn.TIME_MAX;

  /**
   * A begun sign-in.
   *
   * @param to address to send the browser to
   * @param pending value that the browser must bring back, in a cookie
   */
  public record Begun(URI to, String pending) {}

  /** The outcome of a sign-in. */
  public sealed interface Ended {
    record SignedIn(BrowserSession session) implements Ended {}

    /** The provider declined; {@code error} is a code of RFC 6749 or OpenID Connect. */
    record Declined(String error) implements Ended {}

    /** The browser did not begin a sign-in here, or did so too long ago. */
    record NotBegun() implements Ended {}

    /** The ID token is not good enough. */
    record BadToken(Authentication.Reason reason) implements Ended {}
  }

  /**
   * The parameters that the provider put into the redirect.
   *
   * @param issuer parameter {@code iss} (RFC 9207), if the provider sends it
   */
  public record Answer(
      Optional<String> state,
      Optional<String> code,
      Optional<String> error,
      Optional<String> issuer) {}

  private final OpenIdSettings settings;
  private final IdentityProviderCalls calls;
  private final SignInSessions sessions;
  private final Seal seal;
  private final Executor blocking;
  private final Clock clock;

  /**
   * @param blocking runs fetches of the provider's keys
   */
  OpenIdSignIn(
      OpenIdSettings settings,
      IdentityProviderCalls calls,
      SignInSessions sessions,
      Seal seal,
      Executor blocking,
      Clock clock) {
    this.settings = settings;
    this.calls = calls;
    this.sessions = sessions;
    this.seal = seal;
    this.blocking = blocking;
    this.clock = clock;
  }

  /** Stops watching the client secret's file. */
  @Override
  public void close() {
    calls.close();
  }

  /** Begins a sign-in; fails with {@link IdentityProviderFailure}. */
  public CompletionStage<Begun> begin() {
    PendingSignIn pending = PendingSignIn.begun(clock.instant());
    return calls
        .provider()
        .thenApply(provider -> new Begun(address(provider, pending), pending.sealed(seal)));
  }

  private URI address(OpenIdProvider provider, PendingSignIn pending) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", settings.redirectUri());
    query.put("scope", String.join(" ", settings.scopes()));
    query.put("state", pending.state());
    query.put("nonce", pending.nonce());
    query.put("code_challenge", pending.challenge());
    query.put("code_challenge_method", "S256");
    String endpoint = provider.authorizationEndpoint().toString();
    return URI.create(
        endpoint + (endpoint.contains("?") ? "&" : "?") + IdentityProviderCalls.form(query));
  }

  /**
   * Ends a sign-in; fails with {@link IdentityProviderFailure}.
   *
   * @param pending value of {@link Begun#pending}
   */
  public CompletionStage<Ended> end(Answer answer, Optional<String> pending) {
    Optional<PendingSignIn> begun =
        pending
            .flatMap(hidden -> PendingSignIn.opened(seal, hidden, clock.instant()))
            .filter(one -> answer.state().filter(one::hasState).isPresent())
            .filter(one -> answer.issuer().map(settings.issuer()::equals).orElse(true));
    if (begun.isEmpty()) {
      return CompletableFuture.completedStage(new Ended.NotBegun());
    }
    if (answer.code().isEmpty()) {
      return CompletableFuture.completedStage(
          new Ended.Declined(answer.error().orElse("no code and no error")));
    }
    return calls
        .provider()
        .thenCompose(provider -> signIn(provider, answer.code().get(), begun.get()));
  }

  private CompletionStage<Ended> signIn(
      OpenIdProvider provider, String code, PendingSignIn pending) {
    return calls
        .idToken(provider, code, pending.verifier())
        .thenApplyAsync(
            token ->
                provider
                    .idTokens()
                    .authenticateIdToken(token, pending.nonce(), settings.nameClaim()),
            blocking)
        .thenCompose(this::open);
  }

  private CompletionStage<Ended> open(Authentication outcome) {
    if (outcome instanceof Authenticated known) {
      return sessions
          .openByIssuer(settings.issuer(), known.principal())
          .thenApply(Ended.SignedIn::new);
    }
    return CompletableFuture.completedStage(new Ended.BadToken(((Denied) outcome).reason()));
  }
}
