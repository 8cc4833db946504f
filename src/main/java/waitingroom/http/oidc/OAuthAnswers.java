package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Handler;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.oidc.OAuthError;
import waitingroom.oidc.OAuthRefusal;
import waitingroom.store.Unavailable;

/** Answers to OAuth clients, browser-based ones included. */
final class OAuthAnswers {
  private static final HttpHeader BASIC =
      RawHeader.create("WWW-Authenticate", "Basic realm=\"oidc\"");

  private OAuthAnswers() {}

  /** An error by RFC 6749, section 5.2. */
  static HttpResponse error(OAuthRefusal refusal) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("error", refusal.error().code());
    members.put("error_description", refusal.description());
    HttpResponse answer = Json.answer(members);
    return refusal.error() == OAuthError.INVALID_CLIENT
        ? answer.withStatus(StatusCodes.UNAUTHORIZED).addHeader(BASIC)
        : answer.withStatus(StatusCodes.BAD_REQUEST);
  }

  /** The refusal of a client whose secret somebody guesses (RFC 6585, section 4). */
  static HttpResponse tooManyTries(HttpHeader retryAfter) {
    OAuthRefusal refusal =
        new OAuthRefusal(
            OAuthError.INVALID_CLIENT, "Too many wrong credentials: wait before the next try");
    return error(refusal).withStatus(StatusCodes.TOO_MANY_REQUESTS).addHeader(retryAfter);
  }

  /** The refusal of a client that asks for a visitor's tokens again and again. */
  static HttpResponse tooManyAnswers(HttpHeader retryAfter) {
    OAuthRefusal refusal =
        new OAuthRefusal(
            OAuthError.TEMPORARILY_UNAVAILABLE,
            "Too many requests for this visitor: keep the tokens");
    return error(refusal).withStatus(StatusCodes.TOO_MANY_REQUESTS).addHeader(retryAfter);
  }

  /** An error by RFC 6749 as an exception. */
  static HttpRefusal ended(OAuthRefusal refusal) {
    return new HttpRefusal(error(refusal));
  }

  /** Turns a handler's refusals into errors of RFC 6749. */
  static Handler refusing(Handler handler) {
    return exchange -> {
      CompletionStage<HttpResponse> stage;
      try {
        stage = handler.handle(exchange);
      } catch (OAuthRefusal refusal) {
        return Answers.now(error(refusal));
      }
      return stage.exceptionally(
          failure -> {
            if (Unavailable.unwrapped(failure) instanceof OAuthRefusal refusal) {
              return error(refusal);
            }
            return ApiErrors.failure(failure, false);
          });
    };
  }

  /** Lets pages of every origin read a handler's answers, failures too. */
  static Handler readable(Handler handler) {
    return exchange -> {
      CompletionStage<HttpResponse> stage;
      try {
        stage = handler.handle(exchange);
      } catch (RuntimeException failure) {
        return Answers.now(readable(ApiErrors.failure(failure, false)));
      }
      return stage
          .exceptionally(failure -> ApiErrors.failure(failure, false))
          .thenApply(OAuthAnswers::readable);
    };
  }

  private static HttpResponse readable(HttpResponse answer) {
    return answer.getHeader(Answers.ANY_ORIGIN.name()).isPresent()
        ? answer
        : answer.addHeader(Answers.ANY_ORIGIN);
  }

  /** Answers CORS preflights. */
  static Handler preflight(String methods) {
    HttpResponse answer =
        HttpResponse.create()
            .addHeaders(
                List.of(
                    Answers.ANY_ORIGIN,
                    RawHeader.create("Access-Control-Allow-Methods", methods),
                    RawHeader.create("Access-Control-Allow-Headers", "Authorization, Content-Type"),
                    RawHeader.create("Access-Control-Max-Age", "600")));
    return exchange -> Answers.now(answer);
  }
}
