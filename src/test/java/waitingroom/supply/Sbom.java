package waitingroom.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bill of materials of this build, as Maven resolved it. */
final class Sbom {
  private static final Path FILE = Path.of("target/waiting-room-sbom.json");

  /**
   * A shipped library.
   *
   * @param licences SPDX identifiers, or names
   */
  record Component(String group, String name, String version, List<String> licences) {
    String library() {
      return group + ":" + name;
    }

    /** The name without the version of Scala behind it. */
    String plainName() {
      return name.replaceFirst("_2\\.\\d+$", "");
    }
  }

  private Sbom() {}

  static List<Component> components() throws IOException {
    assertThat(FILE).as("made by `mvn generate-test-resources`").exists();
    List<Component> components = new ArrayList<>();
    for (JsonNode node : new JsonMapper().readTree(Files.readString(FILE)).get("components")) {
      List<String> licences = new ArrayList<>();
      for (JsonNode choice : node.path("licenses")) {
        JsonNode licence = choice.path("license");
        licences.add(licence.path("id").asText(licence.path("name").asText()));
      }
      components.add(
          new Component(
              node.get("group").textValue(),
              node.get("name").textValue(),
              node.get("version").textValue(),
              licences));
    }
    assertThat(components).hasSizeGreaterThan(100);
    return components;
  }
}
