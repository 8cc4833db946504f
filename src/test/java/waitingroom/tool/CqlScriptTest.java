package waitingroom.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CqlScriptTest {
  @Test
  void statements_end_at_semicolons_and_the_last_needs_none() {
    assertThat(CqlScript.statements("SELECT a;\n\nSELECT\nb ; ; SELECT c"))
        .containsExactly("SELECT a", "SELECT\nb", "SELECT c");
  }

  @Test
  void comments_are_dropped_with_the_semicolons_in_them() {
    assertThat(CqlScript.statements("-- a; b\nSELECT /* ; \n ; */ 1; // c;\n--d"))
        .containsExactly("SELECT   1");
  }

  @Test
  void quoted_semicolons_and_comment_signs_stay() {
    assertThat(CqlScript.statements("a ';--' \"/*;\" $$ ; // $$; b 'it''s;'"))
        .containsExactly("a ';--' \"/*;\" $$ ; // $$", "b 'it''s;'");
  }
}
