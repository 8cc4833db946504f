package waitingroom.http.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @JsonPropertyOrder({"room", "number"})
  private record Row(@JsonProperty("room") String room, @JsonProperty("number") double number) {}

  private static String csv(Row... rows) {
    return Csv.bytes(Row.class, List.of(rows)).utf8String();
  }

  @Test
  void a_line_of_headings_comes_first_and_alone_when_there_is_nothing() {
    assertThat(csv(new Row("Sample", -1.5))).isEqualTo("room,number\nSample,-1.5\n");
    assertThat(csv()).isEqualTo("room,number\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
  void a_text_that_a_spreadsheet_would_compute_is_marked_as_text(String text) {
    assertThat(csv(new Row(text, 1))).contains("'" + text);
  }

  @Test
  void a_comma_and_a_quote_are_quoted() {
    assertThat(csv(new Row("a,\"b\"", 1))).isEqualTo("room,number\n\"a,\"\"b\"\"\",1.0\n");
  }
}
