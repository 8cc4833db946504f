package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormPairsTest {

  @Property
  void what_was_encoded_is_read(
      @ForAll @Size(max = 5) List<@Size(2) List<@NotEmpty String>> written) {
    List<Entry<String, String>> pairs =
        written.stream().map(pair -> Map.entry(sent(pair.get(0)), sent(pair.get(1)))).toList();
    String text =
        pairs.stream()
            .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
            .collect(Collectors.joining("&"));
    assertThat(read(text)).isEqualTo(pairs);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a:",
    "a=, a:",
    "=b, :b",
    "a=b=c, a:b=c",
    "a=1&a=2, a:1 a:2",
    "&&a=1&, a:1",
    "a&b=1, a: b:1",
    "a=%C3%A4, a:ä",
    "%61=%62, a:b",
    "a=b+c%2B, a:b c+",
  })
  void a_pair_stands_between_ampersands(String text, String pairs) {
    assertThat(
            read(text).stream()
                .map(pair -> pair.getKey() + ":" + pair.getValue())
                .collect(Collectors.joining(" ")))
        .isEqualTo(pairs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "a=50%off", "a=%-1"})
  void a_percent_sign_without_two_digits_stands_for_itself(String text) {
    assertThat(read(text)).containsExactly(Map.entry("a", text.substring(2)));
  }

  private static List<Entry<String, String>> read(String text) {
    List<Entry<String, String>> found = new ArrayList<>();
    FormPairs.each(text, (name, value) -> found.add(Map.entry(name, value)));
    return found;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Text as sent: UTF-8 cannot hold half a surrogate pair. */
  private static String sent(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
