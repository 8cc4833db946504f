package waitingroom.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No library is shipped in a version that the list of known faults names without a reason. */
class KnownFaultsTest {
  private static final Path LIST = Path.of("src/test/resources/known-faults.txt");

  private static List<Fault> faults() throws IOException {
    List<Fault> faults =
        Files.readAllLines(LIST).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Fault::parse)
            .toList();
    assertThat(faults).hasSizeGreaterThan(10);
    return faults;
  }

  private static Fault fault(String library) throws IOException {
    return faults().stream()
        .filter(fault -> fault.library().equals(library))
        .findFirst()
        .orElseThrow();
  }

  private static Sbom.Component component(String library, String version) {
    String[] names = library.split(":", 2);
    return new Sbom.Component(names[0], names[1], version, List.of());
  }

  @Test
  void no_library_has_a_known_fault_unless_the_list_says_why_it_may() throws IOException {
    for (Sbom.Component component : Sbom.components()) {
      assertThat(faults())
          .as(component.toString())
          .noneMatch(fault -> fault.isIn(component) && !fault.mayStay());
    }
  }

  @Test
  void a_reason_to_stay_goes_when_its_library_has_gone() throws IOException {
    List<Sbom.Component> components = Sbom.components();
    assertThat(faults())
        .filteredOn(Fault::mayStay)
        .allMatch(fault -> components.stream().anyMatch(fault::isIn));
  }

  @ParameterizedTest
  @CsvSource({
    "org.lz4:lz4-java, 1.8.1, true",
    "at.yawk.lz4:lz4-java, 1.8.1, true",
    "at.yawk.lz4:lz4-java, 1.10.1, false",
    "io.netty:netty-codec-http, 4.1.137.Final, true",
    "io.netty:netty-codec-http, 4.1.138.Final, false",
    "io.netty:netty-codec-http, 4.2.1.Final, false",
    "com.fasterxml.jackson.core:jackson-core, 2.9.10, true"
  })
  void a_version_is_held_against_the_first_good_one(String library, String version, boolean bad)
      throws IOException {
    assertThat(fault(library).isIn(component(library, version))).isEqualTo(bad);
    assertThat(fault(library).isIn(component("other:" + library.split(":", 2)[1], version)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1.10, 1.9, 1",
    "1.9, 1.10, -1",
    "1.0, 1, 0",
    "2.0.84.Final, 2.0.84, 0",
    "1.85.2, 1.85, 1"
  })
  void versions_are_compared_by_their_numbers(String one, String other, int order) {
    assertThat(Fault.compare(one, other)).isEqualTo(order);
  }
}
