package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.OAuthRefusal;
import waitingroom.oidc.Scopes;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SignedInPlace;
import waitingroom.oidc.Subjects;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.SessionTerms;
import waitingroom.ticket.Ticket;
import waitingroom.token.OpenIdClaims;
import waitingroom.token.TokenClaims;
import waitingroom.token.TokenIssuer;
import waitingroom.token.Tokens;

/**
 * The tokens of a visitor's session, for its client. They have the terms of the session, however
 * often they are asked for; only the id token says when it was made.
 */
final class SessionTokens {
  /**
   * @param issuerName claim {@code iss} of id tokens
   * @param signers bounded
   */
  record Dependencies(
      Visitors visitors,
      TokenEndpoint tokens,
      TokenIssuer issuer,
      Subjects subjects,
      Sealed<SignedInPlace> places,
      String issuerName,
      Executor signers,
      Clock clock) {}

  /**
   * Content of a grant.
   *
   * @param nonce null: the id token has none
   * @param authenticatedAt epoch seconds; null: the id token does not say
   * @param scopes for the answer; null: those that were granted before
   * @param over the refusal when there is no session (any more)
   */
  record Wanted(
      String requestId,
      @Nullable String nonce,
      @Nullable Long authenticatedAt,
      @Nullable Scopes scopes,
      OAuthRefusal over) {}

  private final Dependencies parts;
  private final SigningPace pace = new SigningPace();

  SessionTokens(Dependencies parts) {
    this.parts = parts;
  }

  long now() {
    return parts.clock().instant().getEpochSecond();
  }

  /** The answer with the tokens; fails with the refusal. */
  CompletionStage<HttpResponse> of(ClientGate.Known client, Wanted wanted) {
    HttpResponse over = OAuthAnswers.error(wanted.over());
    String room = client.room().value();
    parts.visitors().openRoom(room, over, over);
    Visitors.ResolvedRequest place = parts.visitors().place(room, wanted.requestId(), over);
    Ticket ticket = place.ticketOr(over);
    Duration wait = pace.take(wanted.requestId());
    if (!wait.isZero()) {
      throw new HttpRefusal(OAuthAnswers.tooManyAnswers(ApiErrors.retryAfter(wait)));
    }
    return parts
        .tokens()
        .claim(place, ticket, parts.issuerName(), null)
        .thenCompose(
            outcome ->
                outcome.fold(
                    terms -> signed(client, wanted, ticket, terms),
                    reason -> CompletableFuture.failedStage(refused(reason, over))));
  }

  /** The line may have moved back, the session may have ended, the room may be closed. */
  private static HttpRefusal refused(Rejection reason, HttpResponse over) {
    return switch (reason) {
      case VERSION_MISMATCH, FORMAT_NOT_RAISED, STALE_BATCH, ROOM_FULL, TOO_MANY_ROOMS ->
          new HttpRefusal(ApiErrors.unavailable(false));
      default -> new HttpRefusal(over);
    };
  }

  private CompletionStage<HttpResponse> signed(
      ClientGate.Known client, Wanted wanted, Ticket ticket, SessionTerms terms) {
    return CompletableFuture.supplyAsync(
        () -> answer(wanted, terms, tokens(client, wanted, ticket, terms)), parts.signers());
  }

  private Tokens tokens(ClientGate.Known client, Wanted wanted, Ticket ticket, SessionTerms terms) {
    RoomId room = client.room();
    Optional<String> sector = client.client().sector();
    return parts
        .issuer()
        .issue(
            new TokenClaims(
                room.value(),
                wanted.requestId(),
                ticket.position(),
                terms.issuer(),
                terms.keyId(),
                terms.issuedAt(),
                terms.expiresAt()),
            new OpenIdClaims(
                parts.issuerName(),
                parts.subjects().of(sector, wanted.requestId()),
                sector
                    .map(host -> parts.places().seal(new SignedInPlace(wanted.requestId())))
                    .orElse(null),
                wanted.nonce(),
                wanted.authenticatedAt(),
                now()));
  }

  private HttpResponse answer(Wanted wanted, SessionTerms terms, Tokens tokens) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", tokens.access());
    members.put("refresh_token", tokens.refresh());
    members.put("id_token", tokens.id());
    members.put("token_type", "Bearer");
    members.put("expires_in", TokenEndpoint.expiresIn(terms, now()));
    Scopes scopes = wanted.scopes();
    if (scopes != null) {
      members.put("scope", scopes.toString());
    }
    return Json.answer(members);
  }
}
