package waitingroom.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.CpuTime;

class PageTemplateTest {
  private static final String NEEDED = "<main data-page=\"{{page}}\"></main>{{{scripts}}}";

  private static String filled(String template, Map<String, String> values) {
    return PageTemplate.parse(template + NEEDED).fill(values);
  }

  @Test
  void values_are_escaped_and_what_is_missing_is_left_out() {
    assertThat(
            filled(
                "<p title=\"{{name}}\">{{nothing}}{{texts.turn.button}}</p>",
                Map.of("name", "\"><script>", "texts.turn.button", "Go & see")))
        .startsWith("<p title=\"&quot;&gt;&lt;script&gt;\">Go &amp; see</p>");
  }

  @Test
  void a_part_stands_or_falls_with_its_value() {
    String template = "{{#logo}}<img src=\"{{logo}}\">{{/logo}}{{^logo}}{{name}}{{/logo}}";
    assertThat(filled(template, Map.of("logo", "x.png", "name", "Spring")))
        .startsWith("<img src=\"x.png\"><main");
    assertThat(filled(template, Map.of("logo", "", "name", "Spring"))).startsWith("Spring<main");
    assertThat(filled(template, Map.of("name", "Spring"))).startsWith("Spring<main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{name}}", "{{#name}}a{{/name}}", "{{^nobody}}{{name}}{{/nobody}}", "{{"})
  void a_template_at_its_bound_takes_no_longer_than_its_length(String part) {
    String longest = part.equals("{{") ? "{ {".repeat(20_000) : part.repeat(60_000 / part.length());
    Map<String, String> values = Map.of("name", "a".repeat(20));
    long usual = Math.max(1_000, CpuTime.nanos(() -> filled("<p>{{name}}</p>".repeat(20), values)));

    assertThat(CpuTime.nanos(() -> filled(longest, values)) / usual).isLessThan(2_000);
  }

  @Test
  void sections_within_sections_have_a_bound() {
    String deep = "{{#page}}".repeat(3_000) + "a" + "{{/page}}".repeat(3_000);
    assertThatThrownBy(() -> PageTemplate.parse(NEEDED + deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("template ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{name.length}}",
        "{{name.class}}",
        "{{name.getBytes}}",
        "{{#name}}{{class}}{{length}}{{hashCode}}{{/name}}",
        "{{class.name}}",
        "{{size}}{{keySet}}"
      })
  void nothing_but_texts_can_be_reached(String curious) {
    assertThat(filled("[" + curious + "]", Map.of("name", "Spring"))).startsWith("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{#open}}", "{{/close}}", "{{> /etc/passwd}}", "{{#a}}{{/b}}"})
  void what_is_no_template_is_refused_when_it_is_sent(String wrong) {
    assertThatThrownBy(() -> PageTemplate.parse(NEEDED + wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("template ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<p>{{page}}</p>", "{{{scripts}}}", "{{#never}}{{page}}{{/never}}"})
  void a_page_that_could_not_work_is_refused(String wrong) {
    assertThatThrownBy(() -> PageTemplate.parse(wrong))
        .hasMessage("template must contain data-page=\"{{page}}\" and {{{scripts}}}");
  }
}
