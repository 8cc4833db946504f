package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import waitingroom.authorizer.AccessToken;
import waitingroom.authorizer.GenuineToken;
import waitingroom.authorizer.GenuineToken.NotGenuine;
import waitingroom.authorizer.Standing;
import waitingroom.http.authorizer.SessionStandings;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;

/**
 * {@code /oidc/userInfo}: the eight claims of a valid access token of ours whose session is not
 * over (OpenID Connect Core, section 5.3; errors by RFC 6750).
 *
 * <p>Accepts any issuer of ours: a visitor whose first token came from another API keeps it.
 */
public final class UserInfoEndpoint {
  private static final HttpResponse NO_TOKEN =
      Problems.of(401, "This requires an access token of the waiting room")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer"));
  private static final HttpResponse BAD_TOKEN =
      Problems.of(401, "The access token is invalid or has expired")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer error=\"invalid_token\""));

  private final OwnKeys keys;
  private final SessionStandings standings;
  private final Clock clock;

  public UserInfoEndpoint(OwnKeys keys, SessionStandings standings, Clock clock) {
    this.keys = keys;
    this.standings = standings;
    this.clock = clock;
  }

  CompletionStage<HttpResponse> claims(Exchange exchange) {
    Optional<String> token = token(exchange);
    return Answers.now(token.isEmpty() ? NO_TOKEN : claims(token.get()));
  }

  /** After any scheme, as in the original; also from the form of a POST (RFC 6750, 2.2). */
  private static Optional<String> token(Exchange exchange) {
    Optional<String> header = exchange.header("Authorization");
    if (header.isPresent() || exchange.body().length == 0) {
      return header.map(text -> text.substring(text.indexOf(' ') + 1).trim());
    }
    return OAuthForm.ofBody(exchange).get("access_token");
  }

  private HttpResponse claims(String compact) {
    AccessToken token;
    try {
      token = GenuineToken.of(compact, keys).token();
    } catch (NotGenuine notOurs) {
      return BAD_TOKEN;
    }
    long now = clock.instant().getEpochSecond();
    if (now >= token.expiresAt() || now < token.notBefore()) {
      return BAD_TOKEN;
    }
    Standing standing = standings.apply(token);
    if (standing == Standing.UNKNOWN) {
      return ApiErrors.unavailable(false);
    }
    return standing == Standing.OVER ? BAD_TOKEN : claims(token);
  }

  private static HttpResponse claims(AccessToken token) {
    TreeMap<String, Object> claims = new TreeMap<>();
    claims.put("aud", token.eventId());
    claims.put("exp", token.expiresAt());
    // Of our tokens nbf is iat (contract 2.7).
    claims.put("iat", token.notBefore());
    claims.put("iss", token.issuer());
    claims.put("nbf", token.notBefore());
    claims.put("queue_position", token.queuePosition());
    claims.put("sub", token.requestId());
    claims.put("token_use", "access");
    return Json.answer(claims).withStatus(StatusCodes.OK);
  }
}
