package waitingroom.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code NOTICE} lists what is shipped, in its versions, under licences that Apache-2.0 bears. */
class NoticeTest {
  /** Those whose works an Apache-licensed product may contain or bring along unchanged. */
  private static final Set<String> GOOD =
      Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "EDL-1.0", "EPL-2.0");

  /** Libraries with another licence, each for a reason that its row tells. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "org.bouncycastle:bcprov-jdk18on", "Bouncy Castle Licence (MIT style)",
          "com.github.spotbugs:spotbugs-annotations", "LGPL-2.1; annotations only");

  /**
   * A row of the table.
   *
   * @param names of artifacts; a star stands for any characters
   */
  private record Row(String group, List<String> names, String version, String licence) {
    static Row parse(String line) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      String[] artifacts = cells[1].split(":\\s*", 2);
      return new Row(
          artifacts[0], Arrays.asList(artifacts[1].split(",\\s*", -1)), cells[2], cells[3]);
    }

    boolean covers(Sbom.Component component) {
      return group.equals(component.group())
          && version.equals(component.version())
          && names.stream().anyMatch(name -> fits(name, component.plainName()));
    }

    private static boolean fits(String name, String artifact) {
      return Pattern.matches(Pattern.quote(name).replace("*", "\\E.*\\Q"), artifact);
    }

    boolean mayBeShipped(Sbom.Component component) {
      String other = OTHERS.get(component.library());
      return other == null ? GOOD.contains(licence.split("[ ;]", 2)[0]) : licence.startsWith(other);
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows =
        Files.readAllLines(Path.of("NOTICE")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| artifact"))
            .map(Row::parse)
            .toList();
    assertThat(rows).hasSizeGreaterThan(40);
    return rows;
  }

  @Test
  void every_library_stands_in_it_once_with_its_version_and_a_good_licence() throws IOException {
    for (Sbom.Component component : Sbom.components()) {
      assertThat(rows().stream().filter(row -> row.covers(component)))
          .as(component.toString())
          .singleElement()
          .matches(row -> row.mayBeShipped(component), "has a licence that may be shipped");
    }
  }

  @Test
  void every_row_is_of_something_shipped() throws IOException {
    List<Sbom.Component> components = Sbom.components();
    assertThat(rows()).allMatch(row -> components.stream().anyMatch(row::covers));
  }

  @Test
  void a_licence_that_the_library_names_itself_is_not_passed_over() throws IOException {
    for (Sbom.Component component : Sbom.components()) {
      if (component.licences().contains("Apache-2.0") || component.licences().contains("MIT")) {
        Row row = rows().stream().filter(each -> each.covers(component)).findFirst().orElseThrow();
        assertThat(component.licences())
            .as(component.toString())
            .contains(row.licence().split("[ ;]", 2)[0]);
      }
    }
  }
}
