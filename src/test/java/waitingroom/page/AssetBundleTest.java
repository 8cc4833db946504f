package waitingroom.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AssetBundleTest {
  @Test
  void its_path_changes_with_its_content() {
    AssetBundle bundle = AssetBundle.load("example", Map.of());
    AssetBundle more = AssetBundle.load("example", Map.of("more.css", "/web/example/page.css"));
    assertThat(bundle.folder()).matches("example-[0-9a-f]{12}").isNotEqualTo(more.folder());
    assertThat(AssetBundle.load("example", Map.of()).folder()).isEqualTo(bundle.folder());
    assertThat(bundle.path("page.css")).isEqualTo("/assets/" + bundle.folder() + "/page.css");
  }

  @Test
  void a_file_is_there_plain_and_compressed() throws IOException {
    Content css = AssetBundle.load("example", Map.of()).file("page.css").orElseThrow();
    assertThat(css.type()).isEqualTo("text/css; charset=utf-8");
    assertThat(new String(css.bytes(), StandardCharsets.UTF_8)).contains("body");
    assertThat(css.gzip().length).isLessThan(css.bytes().length);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(css.gzip())).readAllBytes())
        .isEqualTo(css.bytes());
  }

  @Test
  void a_file_of_a_jar_takes_the_name_that_it_is_given() {
    String path = new WebJar("lit-html").path("lit-html.js");
    AssetBundle bundle = AssetBundle.load("example", Map.of("lit.js", path));
    assertThat(bundle.file("lit.js")).isPresent();
    assertThat(bundle.file("lit-html.js")).isEmpty();
  }

  @Test
  void what_is_not_there_is_said() {
    assertThatThrownBy(() -> AssetBundle.load("nothing", Map.of()))
        .hasMessage("There is no folder /web/nothing on the class path");
    assertThatThrownBy(() -> AssetBundle.load("example", Map.of("a.js", "/nothing.js")))
        .hasMessage("There is no file /nothing.js on the class path");
  }
}
