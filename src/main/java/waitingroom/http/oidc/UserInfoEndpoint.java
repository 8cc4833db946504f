package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.authorizer.Standing;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.GenuineToken;
import waitingroom.authorizer.check.GenuineToken.NotGenuine;
import waitingroom.http.authorizer.SessionStandings;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.oidc.Client;
import waitingroom.oidc.Clients;
import waitingroom.oidc.Subjects;
import waitingroom.room.RoomId;

/**
 * {@code /oidc/userInfo}: the eight claims of a valid access token of ours whose session is not
 * over (OpenID Connect Core, section 5.3; errors by RFC 6750).
 *
 * <p>The subject is that of the id token (OpenID Connect Core, section 5.3.2). Accepts any issuer
 * of ours: a visitor whose first token came from another API keeps it.
 */
public final class UserInfoEndpoint {
  private static final HttpResponse NO_TOKEN =
      Problems.of(401, "This requires an access token of the waiting room")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer"));
  private static final HttpResponse BAD_TOKEN =
      Problems.of(401, "The access token is invalid or has expired")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer error=\"invalid_token\""));

  private static final String ACCESS_TOKEN = "access_token";

  private final OwnKeys keys;
  private final SessionStandings standings;
  private final Clients clients;
  private final Subjects subjects;
  private final Clock clock;

  public UserInfoEndpoint(
      OwnKeys keys, SessionStandings standings, Clients clients, Subjects subjects, Clock clock) {
    this.keys = keys;
    this.standings = standings;
    this.clients = clients;
    this.subjects = subjects;
    this.clock = clock;
  }

  CompletionStage<HttpResponse> claims(Exchange exchange) {
    Optional<String> token = token(exchange);
    return token.isEmpty() ? Answers.now(NO_TOKEN) : claims(token.get());
  }

  /** After any scheme, as in the original; also from the form of a POST (RFC 6750, 2.2). */
  private static Optional<String> token(Exchange exchange) {
    Optional<String> header = exchange.header("Authorization");
    if (header.isPresent() || exchange.body().length == 0) {
      return header.map(text -> text.substring(text.indexOf(' ') + 1).trim());
    }
    return OAuthForm.ofBody(exchange).eachOnce(Set.of(ACCESS_TOKEN)).get(ACCESS_TOKEN);
  }

  private CompletionStage<HttpResponse> claims(String compact) {
    AccessToken token;
    try {
      token = GenuineToken.of(compact, keys).token();
    } catch (NotGenuine notOurs) {
      return Answers.now(BAD_TOKEN);
    }
    long now = clock.instant().getEpochSecond();
    if (now >= token.expiresAt() || now < token.notBefore()) {
      return Answers.now(BAD_TOKEN);
    }
    Standing standing = standings.apply(token);
    if (standing == Standing.UNKNOWN) {
      return Answers.now(ApiErrors.unavailable(false));
    }
    return standing == Standing.OVER ? Answers.now(BAD_TOKEN) : named(token);
  }

  private CompletionStage<HttpResponse> named(AccessToken token) {
    return RoomId.parse(token.eventId())
        .map(clients::of)
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()))
        .thenApply(client -> client.flatMap(Client::sector))
        .thenApply(sector -> claims(token, subjects.of(sector, token.requestId())));
  }

  private static HttpResponse claims(AccessToken token, String subject) {
    TreeMap<String, Object> claims = new TreeMap<>();
    claims.put("aud", token.eventId());
    claims.put("exp", token.expiresAt());
    // Of our tokens nbf is iat (contract 2.7).
    claims.put("iat", token.notBefore());
    claims.put("iss", token.issuer());
    claims.put("nbf", token.notBefore());
    claims.put("queue_position", token.queuePosition());
    claims.put("sub", subject);
    claims.put("token_use", "access");
    return Json.answer(claims).withStatus(StatusCodes.OK);
  }
}
