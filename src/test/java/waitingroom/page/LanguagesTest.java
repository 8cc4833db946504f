package waitingroom.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
  private static final Set<String> SAME_IN_SOME = Set.of("plain.minutes", "plain.hours");

  private final Languages languages = Languages.load();

  private static PageDesign saying(Map<String, Map<String, String>> texts) {
    PageDesign d = PageDesign.DEFAULT;
    return new PageDesign(
        d.name(),
        d.logo(),
        d.accent(),
        texts,
        d.template(),
        d.target(),
        d.handOver(),
        d.autoForward(),
        d.cookieDomain(),
        d.frameAncestors());
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  @Test
  void every_language_says_everything_with_the_same_values_in_it() {
    Map<String, String> english = languages.texts(PageDesign.DEFAULT, "en");
    Set<String> tags = new TreeSet<>(languages.tags(PageDesign.DEFAULT));
    assertThat(tags).contains("ar", "de", "en", "es", "fr", "ja", "ko");
    tags.remove("en");
    for (String tag : tags) {
      Map<String, String> texts = languages.texts(PageDesign.DEFAULT, tag);
      assertThat(texts.keySet()).as(tag).isEqualTo(english.keySet());
      texts.forEach(
          (key, text) -> {
            String other = english.getOrDefault(key, "");
            assertThat(text).as("%s of %s", key, tag).isNotBlank();
            assertThat(places(text)).as("%s of %s", key, tag).isEqualTo(places(other));
            if (!key.endsWith(".dir") && !SAME_IN_SOME.contains(key)) {
              assertThat(text).as("%s of %s", key, tag).isNotEqualTo(other);
            }
          });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-CH, fr;q=0.5 | de",
        "pt, en;q=0.1, ar;q=0.7 | ar",
        "zh-Hant-TW, ja;q=0.2 | ja",
        "xx | en",
        "* | en",
        "EN-gb | en",
        "fr;q=nonsense | en",
        "fr;q=nonsense, ja | ja",
        "ko_KR | ko",
        "- | en",
        "_ | en",
        "'ja, -' | ja",
        "';' | en",
        "';q=1' | en",
        "'de;;q=1,ja' | ja",
        "en_in,ko;q=0.8 | ko",
        "ko-KR,,de | ko",
        "de;q=0.1,fr;q=0.9 | fr",
        "'' | en"
      })
  void a_browser_gets_the_best_of_what_it_asks_for(String accept, String chosen) {
    assertThat(languages.choose(PageDesign.DEFAULT, Optional.empty(), Optional.of(accept)))
        .isEqualTo(chosen);
  }

  @Test
  void of_a_long_list_the_beginning_counts() {
    Optional<String> accept = Optional.of("de" + ",aa".repeat(100));
    assertThat(languages.choose(PageDesign.DEFAULT, Optional.empty(), accept)).isEqualTo("de");
    Optional<String> one = Optional.of("de-" + "a".repeat(300));
    assertThat(languages.choose(PageDesign.DEFAULT, Optional.empty(), one)).isEqualTo("en");
  }

  @Test
  void a_language_in_the_address_comes_first_unless_there_is_none_of_that_name() {
    Optional<String> accept = Optional.of("fr");
    assertThat(languages.choose(PageDesign.DEFAULT, Optional.of("ko"), accept)).isEqualTo("ko");
    assertThat(languages.choose(PageDesign.DEFAULT, Optional.of("<x>"), accept)).isEqualTo("fr");
    assertThat(languages.named(PageDesign.DEFAULT, Optional.of("ko-KR"))).contains("ko");
    assertThat(languages.named(PageDesign.DEFAULT, Optional.of("xx"))).isEmpty();
  }

  @Test
  void what_a_language_does_not_say_a_wider_one_says() {
    PageDesign design =
        saying(
            Map.of(
                "ar", Map.of("waiting.detail", "تفصيل"),
                "ar-EG", Map.of("waiting.headline", "استنى دورك"),
                "de-AT", Map.of("waiting.headline", "Bitte um Geduld")));
    assertThat(languages.choose(design, Optional.empty(), Optional.of("de-AT"))).isEqualTo("de-AT");
    assertThat(languages.texts(design, "de-AT"))
        .containsEntry("waiting.headline", "Bitte um Geduld")
        .containsEntry("turn.button", "Weiter")
        .containsEntry("language.name", "Deutsch (Österreich)");
    assertThat(languages.texts(design, "ar-EG"))
        .containsEntry("language.dir", "rtl")
        .containsEntry("waiting.detail", "تفصيل")
        .containsEntry("waiting.headline", "استنى دورك");
  }

  @Test
  void a_room_says_things_in_its_own_words_and_in_its_own_languages() {
    PageDesign design =
        saying(
            Map.of(
                "de", Map.of("waiting.headline", "Gleich geht es los"),
                "pt-BR", Map.of("waiting.headline", "Você está na fila")));
    assertThat(languages.texts(design, "de"))
        .containsEntry("waiting.headline", "Gleich geht es los")
        .containsEntry("turn.button", "Weiter");
    assertThat(languages.choose(design, Optional.empty(), Optional.of("pt-BR"))).isEqualTo("pt-BR");
    assertThat(languages.texts(design, "pt-BR"))
        .containsEntry("waiting.headline", "Você está na fila")
        .containsEntry("language.dir", "ltr")
        .containsEntry("turn.button", "Continue");
    assertThat(List.copyOf(languages.tags(design))).contains("ar", "pt-BR").isSorted();
  }
}
