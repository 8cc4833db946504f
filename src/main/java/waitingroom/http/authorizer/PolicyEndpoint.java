package waitingroom.http.authorizer;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.authorizer.Verdict;
import waitingroom.authorizer.Verdict.Good;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.StrictJson;

/**
 * The answer of the original's authorizer function (contract, part 7): an IAM policy, so that three
 * lines of code suffice behind an API Gateway.
 */
final class PolicyEndpoint {
  /** {@code arn:partition:execute-api:region:account:api/stage/method/path}. */
  private static final Pattern METHOD_ARN =
      Pattern.compile("(arn:[\\w-]{1,20}:execute-api:[\\w-]{1,30}:\\w{1,20}:[\\w-]{1,40})/\\S*");

  /** The event of API Gateway for a TOKEN authorizer; its other members are not needed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record TokenEvent(String authorizationToken, String methodArn) {}

  private final TokenCheck door;

  PolicyEndpoint(TokenCheck door) {
    this.door = door;
  }

  /** 200 with a policy that allows or denies every method of the API; a prefix "Bearer" denies. */
  CompletionStage<HttpResponse> policy(Exchange exchange) {
    TokenEvent event = StrictJson.read(exchange.body(), TokenEvent.class);
    Matcher arn = METHOD_ARN.matcher(event.methodArn());
    if (!arn.matches()) {
      throw HttpRefusal.badRequest("The member methodArn must be the ARN of an API Gateway method");
    }
    Verdict verdict =
        door.judge(exchange, List.of(event.authorizationToken()), door.room(exchange));
    return Answers.now(
        Json.answer(
            verdict instanceof Good good
                ? policy(good.token().requestId(), "Allow", arn.group(1))
                : policy("denied", "Deny", arn.group(1))));
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
