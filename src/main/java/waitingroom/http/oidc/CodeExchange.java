package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;
import waitingroom.oidc.AuthorizationCode;
import waitingroom.oidc.Scopes;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SpentCodes;

/**
 * The grant {@code authorization_code} (RFC 6749, section 4.1.3; OpenID Connect Core, section
 * 3.1.3).
 *
 * <p>The code is spent last, when the answer is ready, so a client that met a busy node can retry.
 * Of concurrent exchanges, one gets the answer.
 */
final class CodeExchange {
  private final Sealed<AuthorizationCode> codes;
  private final SpentCodes spent;
  private final SessionTokens sessions;

  CodeExchange(Sealed<AuthorizationCode> codes, SpentCodes spent, SessionTokens sessions) {
    this.codes = codes;
    this.spent = spent;
    this.sessions = sessions;
  }

  CompletionStage<HttpResponse> exchange(OAuthForm form, ClientGate.Known client) {
    AuthorizationCode code = checked(form, client);
    SessionTokens.Wanted wanted =
        new SessionTokens.Wanted(
            code.requestId(),
            code.nonce(),
            code.authenticatedAt(),
            new Scopes(code.scopes()),
            AuthorizationCode.invalid());
    return sessions.of(client, wanted).thenCompose(answer -> spent(code, answer));
  }

  private CompletionStage<HttpResponse> spent(AuthorizationCode code, HttpResponse answer) {
    return spent
        .spend(code)
        .thenApply(first -> first ? answer : OAuthAnswers.error(AuthorizationCode.invalid()));
  }

  private AuthorizationCode checked(OAuthForm form, ClientGate.Known client) {
    AuthorizationCode code =
        codes.open(form.required("code")).orElseThrow(AuthorizationCode::invalid);
    code.check(
        client.room().value(),
        form.get("redirect_uri").orElse(null),
        form.get("code_verifier").orElse(null),
        sessions.now());
    return code;
  }
}
