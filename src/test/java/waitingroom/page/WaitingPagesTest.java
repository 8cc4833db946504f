package waitingroom.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomId;

class WaitingPagesTest {
  private static final int FIRST_LOAD_BYTES_MAX = 50_000;
  private static final RoomId ROOM = new RoomId("spring");
  private static final Pattern FILE = Pattern.compile("/assets/(waiting-[0-9a-f]+)/([\\w.-]+)\"");

  private final WaitingPages pages = WaitingPages.load();
  private final AssetBundle bundle = pages.assets();

  private String page(String tag) {
    return text(pages.page(ROOM, PageDesign.DEFAULT, tag));
  }

  private static String text(Content content) {
    return new String(content.bytes(), UTF_8);
  }

  @Test
  void the_first_load_is_small() {
    Set<String> files = new TreeSet<>();
    for (Matcher file = FILE.matcher(page("ar")); file.find(); ) {
      assertThat(file.group(1)).isEqualTo(bundle.folder());
      files.add(file.group(2));
    }
    assertThat(files).contains("start.js", "visit.js", "page.css", "icon.svg").hasSize(13);
    int bytes =
        files.stream().mapToInt(file -> bundle.file(file).orElseThrow().gzip().length).sum()
            + pages.page(ROOM, PageDesign.DEFAULT, "ar").gzip().length
            + pages.theme(PageDesign.DEFAULT).gzip().length;
    assertThat(bytes).isLessThan(FIRST_LOAD_BYTES_MAX);
  }

  @Test
  void a_script_imports_only_what_is_fetched_beforehand() {
    String page = page("en");
    Pattern imported = Pattern.compile("from \"\\./([\\w.]+)\"");
    for (Matcher file = FILE.matcher(page); file.find(); ) {
      Matcher names = imported.matcher(text(bundle.file(file.group(2)).orElseThrow()));
      while (names.find()) {
        assertThat(page)
            .contains("modulepreload\" href=\"../assets/" + bundle.folder() + "/")
            .contains("/" + names.group(1) + "\">");
      }
    }
  }

  @Test
  void nothing_stands_inline_and_nothing_comes_from_elsewhere() {
    PlainFacts facts = PlainFacts.of(PageState.JOINING, 30);
    for (String html :
        List.of(page("en"), text(pages.plain(ROOM, PageDesign.DEFAULT, "en", facts, "")))) {
      assertThat(html)
          .doesNotContain("<style", "style=", "http://", "https://")
          .doesNotContainPattern("\\son\\w+=");
      assertThat(html.split("<script ", -1)).hasSizeLessThanOrEqualTo(2);
      assertThat(html).doesNotContain("{{");
    }
  }

  @Test
  void a_page_speaks_its_language_in_its_direction() {
    assertThat(page("ar")).contains("<html lang=\"ar\" dir=\"rtl\">", "لحظة من فضلك");
    assertThat(page("de")).contains("<html lang=\"de\" dir=\"ltr\">", "Einen Moment");
  }

  @Test
  void the_plain_page_says_what_the_scripts_would_say() {
    PlainFacts.Place place = new PlainFacts.Place(3842, 721, 720L, 577L, 1030L, null, null);
    String html =
        text(
            pages.plain(
                ROOM,
                PageDesign.DEFAULT,
                "en",
                new PlainFacts(PageState.WAITING, place, null, "Doors open at 20:00", 9),
                ""));
    assertThat(html)
        .contains("3,842", "721", "About 10 min", "Most likely 10 min – 15 min")
        .contains("Doors open at 20:00", "every 9 seconds")
        .doesNotContain("<button");
  }

  @Test
  void the_plain_page_hands_the_token_over_in_a_form_and_never_in_an_address() {
    Onward way =
        new Onward(
            "https://shop.example/in",
            Map.of("access_token", "a.b\"c"),
            java.util.Optional.empty());
    String html = text(pages.plain(ROOM, PageDesign.DEFAULT, "en", PlainFacts.onward(way), ""));
    assertThat(html)
        .contains("method=\"post\" action=\"https://shop.example/in\"")
        .contains("name=\"access_token\" value=\"a.b&quot;c\"");
    assertThat(PlainFacts.onward(way).refresh()).isEmpty();
  }

  @Test
  void a_template_of_a_room_is_used_in_place_of_ours() {
    PageDesign d = PageDesign.DEFAULT;
    PageDesign own =
        new PageDesign(
            "Spring & co",
            d.logo(),
            "#ffcc00",
            d.texts(),
            "<main data-page=\"{{page}}\">{{name}} {{accent}} {{on_accent}}</main>{{{scripts}}}",
            d.target(),
            d.handOver(),
            d.autoForward(),
            d.cookieDomain(),
            d.frameAncestors());
    assertThat(text(pages.page(ROOM, own, "en")))
        .contains(">Spring &amp; co #ffcc00 #000000</main>", "start.js")
        .doesNotContain("<html");
  }

  @Test
  void a_preview_shows_what_is_not_published_and_can_do_nothing() {
    String html = text(pages.preview(ROOM, PageDesign.DEFAULT, "de", "turn", "../../.."));
    assertThat(html)
        .contains("preview&quot;:&quot;turn&quot;", "href=\"preview/theme.css\"")
        .contains("src=\"../../../assets/" + bundle.folder() + "/start.js\"")
        .contains("?lang=fr&amp;state");
  }
}
