package waitingroom.http.authorizer;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;

/**
 * The answer of the original's authorizer function (contract, part 7): an IAM policy, so that a
 * function of three lines can stand behind an API Gateway.
 */
final class PolicyEndpoint {
  /** {@code arn:partition:execute-api:region:account:api/stage/method/path}. */
  private static final Pattern METHOD_ARN =
      Pattern.compile("(arn:[\\w-]{1,20}:execute-api:[\\w-]{1,30}:\\w{1,20}:[\\w-]{1,40})/\\S*");

  private static final HttpResponse NO_TOKEN_OR_ARN =
      Problems.of(
          400,
          "The body must be a JSON object with the texts authorizationToken and methodArn, the ARN"
              + " of an API Gateway method");

  private final TokenCheck door;

  PolicyEndpoint(TokenCheck door) {
    this.door = door;
  }

  /** 200 with a policy that allows or denies every method of the API; a prefix "Bearer" denies. */
  CompletionStage<HttpResponse> policy(Exchange exchange) {
    JsonNode body =
        Json.object(exchange.body()).orElseThrow(() -> new HttpRefusal(NO_TOKEN_OR_ARN));
    String token = text(body, "authorizationToken");
    Matcher arn = METHOD_ARN.matcher(text(body, "methodArn"));
    if (!arn.matches()) {
      throw new HttpRefusal(NO_TOKEN_OR_ARN);
    }
    Verdict verdict = door.judge(exchange, List.of(token), door.room(exchange));
    return Answers.now(
        Json.answer(
            verdict instanceof Good good
                ? policy(good.token().requestId(), "Allow", arn.group(1))
                : policy("denied", "Deny", arn.group(1))));
  }

  private static String text(JsonNode body, String name) {
    return Optional.ofNullable(body.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .orElseThrow(() -> new HttpRefusal(NO_TOKEN_OR_ARN));
  }

  private static Map<String, Object> policy(String principal, String effect, String api) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Action", "execute-api:Invoke");
    statement.put("Effect", effect);
    statement.put("Resource", List.of(api + "/*/*/*"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", List.of(statement));
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("principalId", principal);
    policy.put("policyDocument", document);
    return policy;
  }
}
