package waitingroom.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.http.javadsl.model.HttpEntity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in a body on a compatible path, with deviation 7. */
class MembersTest {
  @ParameterizedTest
  @CsvSource({
    "3.0, 3",
    "1e2, 100",
    "-0.0, 0",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void deviation_7_whole_numbers_are_taken_however_they_are_written(String by, long whole) {
    assertThat(whole(by)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "-1e400",
        "1e-400",
        "1e1000000000",
        "1e-1000000000",
        "1e2147483647",
        "-1e2147483647",
        "1e-2147483647"
      })
  void deviation_7_a_fraction_or_an_overflow_is_400(String by) {
    HttpRefusal refusal = catchThrowableOfType(HttpRefusal.class, () -> whole(by));
    assertThat(refusal).as(by).isNotNull();
    assertThat(refusal.response().status().intValue()).isEqualTo(400);
    var entity = (HttpEntity.Strict) refusal.response().entity();
    assertThat(entity.getData().utf8String()).contains("increment_by");
  }

  private static long whole(String by) {
    byte[] body = ("{\"increment_by\": " + by + "}").getBytes(UTF_8);
    return new Members(Json.object(body).orElseThrow(), false).whole("increment_by");
  }
}
