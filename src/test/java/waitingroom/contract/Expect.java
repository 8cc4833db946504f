package waitingroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waitingroom.testkit.Answer;

/** What an answer has to be, to the member and the header. */
public final class Expect {
  public static final String NO_STORE = "no-store";

  private Expect() {}

  /** An answer of a compatible path. */
  public static Answer json(Answer answer, int status, String body, String cacheControl) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json()).isEqualTo(Answer.parse(body));
    compatible(answer, cacheControl);
    return answer;
  }

  /** The headers that every answer of a compatible path has. */
  public static void compatible(Answer answer, String cacheControl) {
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Cache-Control")).contains(cacheControl);
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Server")).isEmpty();
  }

  /** A handled error. */
  public static void error(Answer answer, int status, String text) {
    json(answer, status, "{\"error\": \"" + text + "\"}", NO_STORE);
  }

  /** A gateway-level error. */
  public static void message(Answer answer, int status, String text) {
    json(answer, status, "{\"message\": \"" + text + "\"}", NO_STORE);
  }

  /** Problem details whose detail holds that text. */
  public static void problem(Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.header("Cache-Control")).contains(NO_STORE);
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(members(answer.json())).containsExactly("type", "title", "status", "detail");
    assertThat(answer.json().get("status").intValue()).isEqualTo(status);
    assertThat(answer.json().get("detail").textValue()).contains(detail);
  }

  /** The names of an object's members, in their order. */
  public static List<String> members(JsonNode object) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      names.add(member.getKey());
    }
    return names;
  }
}
