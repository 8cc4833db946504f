package waitingroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waitingroom.testkit.Answer;

/** Assertions on answers, down to members and headers. */
public final class Expect {
  public static final String NO_STORE = "no-store";

  private Expect() {}

  /** Asserts an answer of a compatible path. */
  public static Answer json(Answer answer, int status, String body, String cacheControl) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json()).isEqualTo(Answer.parse(body));
    compatible(answer, cacheControl);
    return answer;
  }

  /** Asserts the headers that every answer of a compatible path has. */
  public static void compatible(Answer answer, String cacheControl) {
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Cache-Control")).contains(cacheControl);
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Server")).isEmpty();
  }

  /** Asserts a handled error. */
  public static void error(Answer answer, int status, String text) {
    json(answer, status, "{\"error\": \"" + text + "\"}", NO_STORE);
  }

  /** Asserts a gateway-level error. */
  public static void message(Answer answer, int status, String text) {
    json(answer, status, "{\"message\": \"" + text + "\"}", NO_STORE);
  }

  /** Asserts problem details whose detail contains that text. */
  public static void problem(Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.header("Cache-Control")).contains(NO_STORE);
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(members(answer.json())).containsExactly("type", "title", "status", "detail");
    assertThat(answer.json().get("status").intValue()).isEqualTo(status);
    assertThat(answer.json().get("detail").textValue()).contains(detail);
  }

  /** Names of an object's members, in order. */
  public static List<String> members(JsonNode object) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      names.add(member.getKey());
    }
    return names;
  }
}
