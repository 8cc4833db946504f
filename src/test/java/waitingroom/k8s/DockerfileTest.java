package waitingroom.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image and the manifests that run it. */
class DockerfileTest {
  private static final ContainerImage.Dockerfile FILE = ContainerImage.Dockerfile.read();
  private static final PodTemplateSpec NODE =
      Manifest.in(Manifest.FOLDER.resolve("base/deployment.yaml")).get(0).pods().orElseThrow();
  private static final Pattern VERSION = Pattern.compile("(?m)^  <version>(.+)</version>");
  private static final Pattern TAG = Pattern.compile("(?m)^    newTag: (.+)$");

  @Test
  void it_runs_as_the_user_of_the_pods() {
    var security = NODE.getSpec().getSecurityContext();
    assertThat(FILE.all("USER"))
        .containsExactly(security.getRunAsUser() + ":" + security.getRunAsGroup());
  }

  @Test
  void it_exposes_the_ports_of_the_pods() {
    List<String> ports =
        NODE.getSpec().getContainers().get(0).getPorts().stream()
            .map(port -> "" + port.getContainerPort())
            .toList();
    assertThat(FILE.all("EXPOSE")).singleElement().isEqualTo(String.join(" ", ports));
  }

  /** Otherwise the JVM ignores the archive. */
  @Test
  void the_classes_are_archived_with_the_class_path_of_the_node() throws IOException {
    List<String> node = FILE.command("ENTRYPOINT");
    List<String> archiving = FILE.command("RUN");
    assertThat(node).contains("-XX:SharedArchiveFile=node.jsa", "-XX:+UseG1GC");
    assertThat(archiving)
        .startsWith("java")
        .contains("-XX:ArchiveClassesAtExit=node.jsa", "-XX:+UseG1GC")
        .contains(node.get(node.indexOf("-cp") + 1));
  }

  @Test
  void no_shell_stands_between_sigterm_and_the_node() {
    assertThat(FILE.command("ENTRYPOINT"))
        .startsWith("java")
        .contains("-Dconfig.file=conf/kubernetes.conf");
    assertThat(FILE.command("CMD")).containsExactly("waitingroom.Main");
  }

  @Test
  void what_it_copies_is_not_ignored() throws IOException {
    List<String> kept =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    List<String> copied =
        Files.readAllLines(Path.of("Dockerfile")).stream()
            .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
            .map(line -> line.substring("COPY ".length(), line.lastIndexOf(' ')))
            .flatMap(sources -> Arrays.stream(sources.split(" ", -1)))
            .toList();
    assertThat(copied).isNotEmpty().allMatch(kept::contains);
  }

  @Test
  void the_overlays_ask_for_the_version_that_make_image_builds() throws IOException {
    var version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    for (String place : List.of("dev", "production")) {
      var tag =
          TAG.matcher(
              Files.readString(
                  Manifest.FOLDER
                      .resolve("overlays")
                      .resolve(place)
                      .resolve("kustomization.yaml")));
      assertThat(tag.find()).isTrue();
      assertThat(tag.group(1)).isEqualTo(version.group(1));
    }
  }
}
