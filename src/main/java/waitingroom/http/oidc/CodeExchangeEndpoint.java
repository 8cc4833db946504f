package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.AuthorizationCode;
import waitingroom.oidc.ClientCredentials;
import waitingroom.oidc.Clients;
import waitingroom.oidc.OAuthError;
import waitingroom.oidc.OAuthRefusal;
import waitingroom.oidc.Scopes;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SpentCodes;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.SessionTerms;
import waitingroom.ticket.Ticket;
import waitingroom.token.OpenIdClaims;
import waitingroom.token.TokenClaims;
import waitingroom.token.TokenIssuer;
import waitingroom.token.Tokens;

/**
 * {@code /oidc/token}: exchanges a code for tokens (RFC 6749, section 4.1.3; OpenID Connect Core,
 * section 3.1.3).
 *
 * <p>The code is spent last, when the answer is ready, so a client that met a busy node can retry.
 * Of concurrent exchanges, one gets the answer.
 */
public final class CodeExchangeEndpoint {
  public record Dependencies(
      Visitors visitors,
      TokenEndpoint tokens,
      TokenIssuer issuer,
      Clients clients,
      Sealed<AuthorizationCode> codes,
      SpentCodes spent,
      String issuerName,
      Executor signers,
      Clock clock) {}

  private final Dependencies parts;

  public CodeExchangeEndpoint(Dependencies parts) {
    this.parts = parts;
  }

  CompletionStage<HttpResponse> exchange(Exchange exchange) {
    OAuthForm form = OAuthForm.ofBody(exchange).eachOnce();
    ClientCredentials credentials =
        ClientCredentials.of(exchange.header("Authorization"), form::get);
    RoomId room = RoomId.parse(credentials.clientId()).orElseThrow(ClientCredentials::refused);
    parts.visitors().knownRoom(room, OAuthAnswers.ended(ClientCredentials.refused()));
    return parts
        .clients()
        .of(room)
        .thenCompose(
            client -> {
              credentials.prove(client.orElseThrow(ClientCredentials::refused));
              return redeemed(checked(form, room));
            });
  }

  private AuthorizationCode checked(OAuthForm form, RoomId client) {
    String grantType = form.required("grant_type");
    if (!grantType.equals("authorization_code")) {
      throw new OAuthRefusal(
          OAuthError.UNSUPPORTED_GRANT_TYPE, "grant_type must be authorization_code");
    }
    AuthorizationCode code =
        parts.codes().open(form.required("code")).orElseThrow(AuthorizationCode::invalid);
    code.check(
        client.value(),
        form.get("redirect_uri").orElse(null),
        form.get("code_verifier").orElse(null),
        now());
    return code;
  }

  private CompletionStage<HttpResponse> redeemed(AuthorizationCode code) {
    HttpResponse invalid = OAuthAnswers.error(AuthorizationCode.invalid());
    parts.visitors().openRoom(code.clientId(), invalid, invalid);
    Visitors.ResolvedRequest place =
        parts.visitors().place(code.clientId(), code.requestId(), invalid);
    Ticket ticket = place.ticketOr(invalid);
    return parts
        .tokens()
        .claim(place, ticket, parts.issuerName(), null)
        .thenCompose(
            outcome ->
                outcome.fold(
                    terms -> signed(code, ticket, terms), reason -> Answers.now(refused(reason))));
  }

  private CompletionStage<HttpResponse> signed(
      AuthorizationCode code, Ticket ticket, SessionTerms terms) {
    return CompletableFuture.supplyAsync(() -> tokens(code, ticket, terms), parts.signers())
        .thenCompose(
            answer ->
                parts
                    .spent()
                    .spend(code)
                    .thenApply(
                        first -> first ? answer : OAuthAnswers.error(AuthorizationCode.invalid())));
  }

  private HttpResponse tokens(AuthorizationCode code, Ticket ticket, SessionTerms terms) {
    Tokens tokens =
        parts
            .issuer()
            .issue(
                new TokenClaims(
                    code.clientId(),
                    code.requestId(),
                    ticket.position(),
                    terms.issuer(),
                    terms.keyId(),
                    terms.issuedAt(),
                    terms.expiresAt()),
                new OpenIdClaims(parts.issuerName(), code.nonce(), code.authenticatedAt()));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", tokens.access());
    members.put("refresh_token", tokens.refresh());
    members.put("id_token", tokens.id());
    members.put("token_type", "Bearer");
    members.put("expires_in", TokenEndpoint.expiresIn(terms, now()));
    members.put("scope", new Scopes(code.scopes()).toString());
    return Json.answer(members);
  }

  /** The line may have moved back, the session may have ended, the room may be closed. */
  private static HttpResponse refused(Rejection reason) {
    return switch (reason) {
      case VERSION_MISMATCH, FORMAT_NOT_RAISED, STALE_BATCH, ROOM_FULL, TOO_MANY_ROOMS ->
          ApiErrors.unavailable(false);
      default -> OAuthAnswers.error(AuthorizationCode.invalid());
    };
  }

  private long now() {
    return parts.clock().instant().getEpochSecond();
  }
}
