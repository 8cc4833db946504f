package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/SECURITY.md} promises nothing without a test. */
class SecurityPageTest {
  private static final Path PAGE = Path.of("docs/SECURITY.md");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("src/test/java"),
          Path.of("authorizer/src/test/java"),
          Path.of("authorizer-servlet/src/test/java"));

  @Test
  void every_test_that_is_named_exists() throws IOException {
    Map<String, String> sources = sources();
    List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();
    assertThat(named).hasSizeGreaterThan(40);
    for (MatchResult test : named) {
      assertThat(sources.getOrDefault(test.group(1), ""))
          .as(test.group())
          .containsPattern("(void|ArchRule) " + test.group(2) + "\\b");
    }
  }

  @Test
  void every_line_of_a_table_names_a_test() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| tries to |"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(30).allMatch(row -> TEST.matcher(row).find());
  }

  @Test
  void every_version_is_a_single_one() throws IOException {
    for (String project :
        List.of(
            "",
            "authorizer/",
            "authorizer-servlet/",
            "cassandra/",
            "gatling/",
            "src/test/oidc-spring/")) {
      String pom = Files.readString(Path.of(project + "pom.xml"));
      assertThat(Pattern.compile("<[\\w.-]*version>([^<]+)</").matcher(pom).results())
          .extracting(version -> version.group(1))
          .isNotEmpty()
          .allMatch(
              version -> version.matches("\\$\\{[\\w.-]+}|\\d[\\w.-]*"), "is no range: " + project);
    }
  }

  /** Source text of each test class, by class name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (Path folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
