package waitingroom.contract.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Where {@code /authorizer} sends browsers, and which requests are a browser's. */
@OnNode(Profile.QUICK)
class AuthorizerRedirectsIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static Answer ask(String query, String... headers) {
    return node.visitor().send("GET", "/authorizer" + query, "", headers);
  }

  @Test
  void behind_a_proxy_the_waiting_page_is_on_the_shops_own_host() {
    TestRoom room = node.newRoom();
    String mounted = room.query() + "&mount=/__waiting-room";
    String page = "/__waiting-room/waiting-room/" + room.id();
    assertThat(ask(mounted).header("X-Waiting-Room-Location")).contains(page);
    assertThat(
            ask(mounted, "Accept", "text/html", "X-Original-URL", "http://other.example/cart?a|b")
                .header("Location"))
        .contains(page + "?return_to=%2Fcart%3Fa%7Cb");
    for (String malformed :
        List.of("//evil.example", "/\\evil", "https:", "wr", "/..", "/a/", "/a?b", "/a%0A")) {
      String query = room.query() + "&mount=" + URLEncoder.encode(malformed, UTF_8);
      assertThat(ask(query).status()).as(malformed).isEqualTo(400);
    }
  }

  @Test
  void a_script_that_fetches_html_is_told_where_the_waiting_page_is() {
    TestRoom room = node.newRoom();
    Answer answer = ask(room.query(), "Accept", "text/html", "Sec-Fetch-Mode", "cors");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("X-Waiting-Room-Location")).contains("/waiting-room/" + room.id());
    assertThat(answer.header("Location")).isEmpty();
    assertThat(ask(room.query(), "Accept", "text/html", "Sec-Fetch-Mode", "navigate").status())
        .isEqualTo(302);
  }

  @Test
  void the_waiting_page_answers_at_the_address_of_a_long_way_back() {
    TestRoom room = node.newRoom();
    for (int letters : new int[] {5000, 12_000}) {
      String location =
          ask(
                  room.query(),
                  "Accept",
                  "text/html",
                  "X-Original-URL",
                  "https://back.example/" + "a".repeat(letters))
              .header("Location")
              .orElseThrow();
      assertThat(location.contains("return_to")).isEqualTo(letters == 5000);
      assertThat(node.visitor().get(location).status()).isEqualTo(200);
    }
  }

  @Test
  void the_way_back_to_the_pages_own_host_is_a_path() {
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    for (String[] way :
        new String[][] {
          {"/cart?a|b", "/cart?a|b"},
          {"https://back.example/cart?a={1}|50%", "https://back.example/cart?a={1}|50%"},
          {"//evil.example/", "/health/live"},
          {"/\\\\evil.example/", "/health/live"},
          {"/\\t/evil.example/", "/health/live"}
        }) {
      Answer answer =
          node.visitor()
              .post(
                  "/waiting-room/" + room.id() + "/enter",
                  "{\"request_id\": \"%s\", \"return_to\": \"%s\"}".formatted(id, way[0]));
      assertThat(answer.json().get("location").textValue()).as(way[0]).isEqualTo(way[1]);
    }
  }
}
