package waitingroom.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionIdTest {
  @Test
  void an_id_is_read_back_from_its_text_and_no_two_are_alike() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      SessionId id = SessionId.random();
      assertThat(SessionId.parse(id.text())).contains(id);
      assertThat(texts.add(id.text())).isTrue();
    }
  }

  @Test
  void what_cannot_be_an_id_is_none() {
    String text = SessionId.random().text();
    for (String wrong :
        List.of("", text + "A", text.substring(1), " " + text.substring(1), "é".repeat(43))) {
      assertThat(SessionId.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void the_csrf_token_is_of_this_id_and_neither_it_nor_its_hash() {
    SessionId id = SessionId.random();
    String token = id.csrfToken();

    assertThat(id.hasCsrfToken(token)).isTrue();
    assertThat(token).isNotEqualTo(id.text()).hasSize(43);
    assertThat(SessionId.random().hasCsrfToken(token)).isFalse();
    assertThat(id.hasCsrfToken("")).isFalse();
    assertThat(id.hasCsrfToken(token + "A")).isFalse();
    assertThat(id.toString()).doesNotContain(id.text());
  }
}
