package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Doors;
import waitingroom.testkit.EchoShop;
import waitingroom.testkit.Look;
import waitingroom.testkit.OpenWaitingPage;
import waitingroom.testkit.ReverseProxy;
import waitingroom.testkit.ReverseProxy.Kind;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Whole visits in a real browser, through real reverse proxies with the files of {@code
 * conf/proxies}. The node has its settings as shipped.
 */
@Tag("browser")
@Tag("long")
class ProtectedPageIT {
  private static final Locator.WaitForOptions GONE =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  private static Doors doors;
  private static EchoShop shop;
  private static TestNode node;
  private static TestRoom room;
  private static Chromium browser;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    browser = Chromium.start();
    doors = Doors.in(folder);
    shop = EchoShop.open();
    node = TestNode.start(ProtectedPageIT.class, Clock.systemUTC(), "");
    room = new TestRoom(node, "Sample");
    doors.open(node, shop);
  }

  @AfterAll
  static void stop() {
    doors.close();
    shop.close();
    node.close();
    browser.close();
  }

  private static void serveAll() {
    room.serve(room.counter("queue_counter") - room.counter("serving_counter"));
  }

  private static String path(String url) {
    return URI.create(url).getPath();
  }

  @ParameterizedTest
  @EnumSource
  void from_a_protected_page_through_the_line_and_back_to_it(Kind kind) {
    String door = doors.of(kind).base();
    List<String> asked = new ArrayList<>();
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      visit.context().onResponse(answer -> asked.add(answer.status() + " " + path(answer.url())));
      Page page = visit.tab();
      page.navigate(door + "/cart?a=1&b=%EA%B0%80");
      assertThat(page.url()).startsWith(door + "/__waiting-room/waiting-room/Sample?return_to=");
      OpenWaitingPage waiting = new OpenWaitingPage(page).in("waiting");
      waiting.shows("position", Long.toString(room.counter("queue_counter")));
      waiting.shows("ahead", "0");

      serveAll();
      waiting.in("turn");
      assertThat(asked)
          .contains("200 /__waiting-room/assign_queue_num", "200 /__waiting-room/stream")
          .as("the stream brought the turn, not a poll")
          .noneMatch(request -> request.endsWith("/line"));
      waiting.part("enter").click();
      page.waitForURL(door + "/cart?a=1&b=%EA%B0%80");
      assertThat(page.textContent("body"))
          .contains("x-waiting-room-request-id: " + waiting.requestId());
      page.reload();
      assertThat(page.textContent("body")).contains("x-waiting-room-event-id: Sample");
      assertThat(visit.hosts()).containsExactly(URI.create(door).getAuthority());
      assertThat(visit.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void without_scripts_a_visitor_gets_in_too(Kind kind) {
    String door = doors.of(kind).base();
    try (BrowserVisit visit = browser.visit(Look.PHONE.withoutScripts())) {
      Page page = visit.tab();
      page.navigate(door + "/cart?a=1");
      page.waitForURL(door + "/__waiting-room/waiting-room/Sample/plain**");
      page.locator("button").click();
      page.locator(".number").waitFor();
      serveAll();
      page.reload();
      page.locator("button[value=enter]").click();
      page.locator("button").waitFor(GONE);
      page.navigate(door + "/cart?a=1");
      assertThat(page.textContent("body")).contains("x-waiting-room-event-id: Sample");
      assertThat(visit.errors()).isEmpty();
    }
  }

  /** Unlike EventSource, such clients need the consent of another origin to name the last event. */
  @Test
  void a_client_of_the_stream_written_with_fetch_comes_back_after_a_cut() throws IOException {
    Doors.needs(Kind.HAPROXY_FORWARD);
    int door = Doors.freePort();
    int waitingRoom = node.visitor().base().getPort();
    List<String> resumed = new ArrayList<>();
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      visit
          .context()
          .onRequest(
              request -> {
                String last = request.headers().get("last-event-id");
                if (last != null) {
                  resumed.add(last);
                }
              });
      Page page = visit.tab();
      page.navigate("http://127.0.0.1:" + shop.port());
      try (ReverseProxy first =
          doors.another(Kind.HAPROXY_FORWARD, door, waitingRoom, node, shop)) {
        page.evaluate(FETCHING, first.base() + "/__waiting-room/stream?event_id=Sample");
        page.waitForFunction("() => window.lines >= 1");
      }
      page.evaluate("() => { window.lines = 0 }");
      try (ReverseProxy second =
          doors.another(Kind.HAPROXY_FORWARD, door, waitingRoom, node, shop)) {
        page.waitForFunction("() => window.lines >= 1");
        assertThat(resumed).as(second.base()).isNotEmpty().doesNotContain("");
      }
    }
  }

  /** As the libraries do it: reads events, and asks again with the last one's id. */
  private static final String FETCHING =
      """
      (url) => {
        window.lines = 0;
        let last = "";
        const read = async () => {
          const headers = { Accept: "text/event-stream", "Cache-Control": "no-cache" };
          const answer = await fetch(url, { headers: last ? { ...headers, "Last-Event-ID": last } : headers });
          const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
          for (let part = await reader.read(); !part.done; part = await reader.read()) {
            last = part.value.match(/^id: (.+)$/m)?.[1] ?? last;
            window.lines += part.value.split("event: line").length - 1;
          }
        };
        const again = () => read().catch(() => {}).then(() => setTimeout(again, 200));
        again();
      }
      """;
}
