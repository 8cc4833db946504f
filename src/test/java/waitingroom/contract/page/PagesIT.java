package waitingroom.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Design of rooms' pages, and the way from them into the site. */
@OnNode(Profile.QUICK)
class PagesIT {
  private static final String PIXEL =
      "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static TestRoom designed(String design) {
    TestRoom room = node.newRoom();
    Answer draft = node.admin().send("PUT", "/rooms/" + room.id() + "/page", design);
    assertThat(draft.status()).as(draft.toString()).isEqualTo(200);
    assertThat(published(room).isNull()).isTrue();
    assertThat(node.admin().post("/rooms/" + room.id() + "/page/publish", "").status())
        .isEqualTo(200);
    return room;
  }

  private static JsonNode published(TestRoom room) {
    return node.admin().get("/rooms/" + room.id() + "/page").json().get("published");
  }

  private static String cached(String path) {
    return node.visitor().get(path).header("Cache-Control").orElseThrow();
  }

  private static Answer enter(TestRoom room, String requestId, String more) {
    return node.visitor()
        .post(
            "/waiting-room/" + room.id() + "/enter",
            "{\"request_id\": \"" + requestId + "\"" + more + "}");
  }

  @Test
  void a_draft_is_seen_by_visitors_when_it_is_published_and_no_more_when_it_is_deleted() {
    TestRoom room = designed("{\"name\": \"Spring\", \"logo\": \"" + PIXEL + "\"}");
    assertThat(published(room).get("name").textValue()).isEqualTo("Spring");
    String logo = "/waiting-room/" + room.id() + "/logo";
    Answer picture = node.visitor().get(logo);
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.header("Content-Type")).contains("image/gif");
    String tag = picture.header("ETag").orElseThrow();
    assertThat(node.visitor().send("GET", logo, "", "If-None-Match", tag).status()).isEqualTo(304);
    for (String path : List.of(logo, "/waiting-room/" + room.id() + "/theme.css")) {
      String own = node.visitor().get(path).header("ETag").orElseThrow().replace("\"", "");
      assertThat(cached(path + "?v=" + own)).isEqualTo("public, max-age=86400");
      assertThat(cached(path + "?v=of-another-design")).isEqualTo("no-store");
      assertThat(cached(path)).isEqualTo("no-store");
    }

    assertThat(node.admin().send("DELETE", "/rooms/" + room.id() + "/page", "").status())
        .isEqualTo(204);
    assertThat(published(room).isNull()).isTrue();
    assertThat(node.visitor().get(logo).status()).isEqualTo(404);
    assertThat(node.admin().post("/rooms/" + room.id() + "/page/publish", "").status())
        .isEqualTo(409);
  }

  @Test
  void a_wrong_design_is_refused_by_name_and_changes_nothing() {
    TestRoom room = designed("{\"name\": \"Spring\"}");
    for (String[] wrong :
        new String[][] {
          {"{\"colour\": \"red\"}", "There is no member \"colour\""},
          {"{\"accent\": \"red\"}", "accent must be a colour such as #1a56db"},
          {"{\"name\": 5}", "The member name must be a string"},
          {"{\"name\": null}", "The member name must not be null: leave it out for its default"},
          {"{\"hand_over\": \"query\"}", "The member hand_over must be fragment, cookie or form"},
          {"[]", "The body must be a JSON object of members, {} for the defaults"}
        }) {
      Answer answer = node.admin().send("PUT", "/rooms/" + room.id() + "/page", wrong[0]);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("detail").textValue()).isEqualTo(wrong[1]);
    }
    assertThat(published(room).get("name").textValue()).isEqualTo("Spring");
  }

  @Test
  void the_way_on_begins_when_it_is_the_visitors_turn() {
    TestRoom room =
        designed("{\"target\": \"https://shop.example/{event_id}\", \"hand_over\": \"fragment\"}");
    String id = room.join();
    assertThat(enter(room, id, "").status()).isEqualTo(202);
    room.serve(1);
    Answer way = enter(room, id, "");
    assertThat(way.status()).isEqualTo(200);
    assertThat(way.json().get("location").textValue())
        .startsWith("https://shop.example/" + room.id() + "#access_token=")
        .endsWith("&token_type=Bearer&expires_in=3600");
    assertThat(enter(room, TestRoom.UNKNOWN_ID, "").status()).isEqualTo(400);
  }

  @Test
  void whoever_came_from_the_shop_goes_back_there_and_nowhere_else() {
    TestRoom room = designed("{\"target\": \"https://shop.example/\", \"hand_over\": \"form\"}");
    String id = room.joinServed();
    for (String[] way :
        new String[][] {
          {"https://shop.example/basket?b=1", "https://shop.example/basket?b=1"},
          {"https://back.example/x", "https://back.example/x"},
          {"https://evil.example/x", "https://shop.example/"},
          {"javascript:alert(1)", "https://shop.example/"}
        }) {
      JsonNode answer = enter(room, id, ", \"return_to\": \"" + way[0] + "\"").json();
      assertThat(answer.get("location").textValue()).isEqualTo(way[1]);
      assertThat(answer.get("fields").get("access_token").textValue()).contains(".");
    }
  }

  /** Otherwise another site could plant the cookie of its own place. */
  @Test
  void a_page_of_another_site_plants_no_token() {
    TestRoom room = node.newRoom();
    String path = "/waiting-room/" + room.id() + "/enter";
    String body = "{\"request_id\": \"%s\"}".formatted(room.joinServed());

    for (String site : List.of("cross-site", "same-site", "none")) {
      Answer foreign =
          node.visitor()
              .send("POST", path, body, "Content-Type", "application/json", "Sec-Fetch-Site", site);
      assertThat(foreign.status()).as(site).isEqualTo(403);
    }
    for (String type : List.of("text/plain", "application/octet-stream", "multipart/form-data")) {
      assertThat(node.visitor().send("POST", path, body, "Content-Type", type).status())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(room.counter("token_counter")).isZero();
  }

  @Test
  void a_cookie_opens_the_door_of_the_authorizer() {
    TestRoom room = designed("{\"target\": \"/next\", \"hand_over\": \"cookie\"}");
    Answer way = enter(room, room.joinServed(), "");
    String cookie = way.header("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Secure");
    String pair = cookie.split(";", 2)[0];
    assertThat(
            node.visitor().send("GET", "/authorizer" + room.query(), "", "Cookie", pair).status())
        .isEqualTo(200);
  }
}
