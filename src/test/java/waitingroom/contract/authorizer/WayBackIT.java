package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.Doors;
import waitingroom.testkit.EchoShop;
import waitingroom.testkit.RawHttp;
import waitingroom.testkit.ReverseProxy.Kind;
import waitingroom.testkit.TestNode;

/** The way back through real reverse proxies, from addresses that browsers send. */
class WayBackIT {
  private static Doors doors;
  private static EchoShop shop;
  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    doors = Doors.in(folder);
    shop = EchoShop.open();
    node = TestNode.start(WayBackIT.class, Clock.systemUTC(), "");
    doors.open(node, shop);
  }

  @AfterAll
  static void stop() {
    doors.close();
    shop.close();
    node.close();
  }

  private static Answer browse(Kind kind, String target, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Accept: text/html");
    return RawHttp.send(
        URI.create(doors.of(kind).base()), "GET " + target + " HTTP/1.1", all, new byte[0]);
  }

  /** The address of the waiting page, which must be there. */
  private static String location(Kind kind, String target) {
    Answer answer = browse(kind, target);
    assertThat(answer.status()).isEqualTo(302);
    String location = answer.header("Location").orElseThrow();
    assertThat(location).startsWith("/__waiting-room/waiting-room/Sample");
    Answer page = browse(kind, location);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("<main");
    return location;
  }

  private static String wayBack(String location) {
    return URLDecoder.decode(location.replaceFirst(".*[?]return_to=", ""), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void characters_that_browsers_leave_as_they_are_keep_the_way_back(Kind kind) {
    for (String target :
        List.of("/list?f=a|b", "/list?f={1}", "/list?f=a^b", "/list?f=`a`", "/list?f=50%")) {
      assertThat(wayBack(location(kind, target))).isEqualTo(target);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_long_way_back_is_kept_and_one_that_is_too_long_keeps_nobody_out(Kind kind) {
    String letters = "/list?f=" + "a".repeat(5000);
    assertThat(wayBack(location(kind, letters))).isEqualTo(letters);
    String korean = "/list?f=" + "%EA%B0%80".repeat(400);
    assertThat(wayBack(location(kind, korean))).isEqualTo(korean);
    assertThat(location(kind, "/list?f=" + "%EA%B0%80".repeat(700))).doesNotContain("return_to");
  }

  @ParameterizedTest
  @EnumSource
  void many_cookies_keep_nobody_out(Kind kind) {
    String cookies = "Cookie: a=" + "b".repeat(9000);
    assertThat(browse(kind, "/list", cookies).status()).isEqualTo(302);
    assertThat(browse(kind, "/__waiting-room/waiting-room/Sample", cookies).status())
        .isEqualTo(200);
  }
}
