package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.GenuineToken;
import waitingroom.authorizer.check.GenuineToken.NotGenuine;
import waitingroom.oidc.OAuthError;
import waitingroom.oidc.OAuthRefusal;
import waitingroom.oidc.Scopes;

/**
 * The grant {@code refresh_token} (RFC 6749, section 6; OpenID Connect Core, section 12): the
 * tokens of a session that lives, with the same terms again. A session cannot be made longer so.
 */
final class RefreshExchange {
  private final OwnKeys keys;
  private final SessionTokens sessions;

  RefreshExchange(OwnKeys keys, SessionTokens sessions) {
    this.keys = keys;
    this.sessions = sessions;
  }

  CompletionStage<HttpResponse> exchange(OAuthForm form, ClientGate.Known client) {
    AccessToken token = genuine(form.required("refresh_token"));
    long now = sessions.now();
    if (!token.eventId().equals(client.room().value())
        || now >= token.expiresAt()
        || now < token.notBefore()) {
      throw invalid();
    }
    SessionTokens.Wanted wanted =
        new SessionTokens.Wanted(
            token.requestId(), null, null, scopes(form, client).orElse(null), invalid());
    return sessions.of(client, wanted);
  }

  private AccessToken genuine(String compact) {
    try {
      return GenuineToken.of(compact, keys, "refresh").token();
    } catch (NotGenuine forged) {
      throw invalid();
    }
  }

  /** Those that the client asks for, if it does; fewer than before, at most. */
  private static Optional<Scopes> scopes(OAuthForm form, ClientGate.Known client) {
    return form.get("scope").map(asked -> granted(asked, client.client().scopes()));
  }

  private static Scopes granted(String asked, Scopes allowed) {
    Scopes scopes = Scopes.asked(asked);
    if (!allowed.values().containsAll(scopes.values())) {
      throw new OAuthRefusal(OAuthError.INVALID_SCOPE, "scope must hold what was granted only");
    }
    return scopes;
  }

  private static OAuthRefusal invalid() {
    return new OAuthRefusal(
        OAuthError.INVALID_GRANT,
        "The refresh token is unknown, expired, or not for this client, or its session is over");
  }
}
