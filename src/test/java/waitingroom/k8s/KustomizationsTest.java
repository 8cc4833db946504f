package waitingroom.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the kustomizations, including some that Kustomize does not make. */
class KustomizationsTest {
  private static final String NAME = "kustomization.yaml";
  private static final Path TABLES = Path.of("cassandra");

  static Stream<Manifest> kustomizations() {
    return Stream.concat(
            Manifest.below(Manifest.FOLDER).stream(), Manifest.in(TABLES.resolve(NAME)).stream())
        .filter(manifest -> Manifest.KUSTOMIZE.contains(manifest.kind()));
  }

  private static Path folder(Manifest manifest) {
    return Objects.requireNonNull(manifest.file().getParent());
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** Bases, components and files of resources. */
  private static Set<String> references(Manifest manifest) {
    return Stream.of("resources", "components")
        .flatMap(list -> each(manifest.content().path(list)))
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Patches and the files for ConfigMaps. */
  private static Set<String> files(Manifest manifest) {
    return Stream.of(
            each(manifest.content().path("patches")).map(patch -> patch.path("path")),
            each(manifest.content().path("configMapGenerator"))
                .flatMap(map -> Stream.of(map.path("files"), map.path("envs")))
                .flatMap(KustomizationsTest::each))
        .flatMap(found -> found)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void what_it_names_is_there(Manifest manifest) {
    Path folder = folder(manifest);
    assertThat(references(manifest))
        .allSatisfy(
            name -> {
              Path target = folder.resolve(name);
              assertThat(Files.isDirectory(target) ? target.resolve(NAME) : target).isRegularFile();
            });
    assertThat(files(manifest))
        .allSatisfy(name -> assertThat(folder.resolve(name)).isRegularFile());
  }

  /** Kustomize refuses files outside the folder unless a flag allows them. */
  @ParameterizedTest
  @MethodSource("kustomizations")
  void it_takes_files_from_its_own_folder_only(Manifest manifest) {
    assertThat(files(manifest)).noneMatch(name -> name.contains("..") || name.startsWith("/"));
    assertThat(references(manifest))
        .filteredOn(name -> name.contains(".."))
        .allSatisfy(name -> assertThat(folder(manifest).resolve(name)).isDirectory());
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void it_forgets_no_file_of_its_folder(Manifest manifest) throws Exception {
    Set<String> named = new TreeSet<>(references(manifest));
    named.addAll(files(manifest));
    named.add(NAME);
    try (Stream<Path> files = Files.list(folder(manifest))) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.(yaml|env|cql)")))
          .allMatch(file -> named.contains(file.getFileName().toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void its_patches_match_resources_of_the_base(Manifest manifest) {
    Set<String> base =
        Manifest.below(Manifest.FOLDER.resolve("base")).stream()
            .map(each -> each.kind() + " " + each.name())
            .collect(Collectors.toSet());
    assertThat(each(manifest.content().path("patches")))
        .flatMap(patch -> Manifest.in(folder(manifest).resolve(patch.path("path").asText())))
        .allSatisfy(patch -> assertThat(base).contains(patch.kind() + " " + patch.name()));
  }

  /** Under another name, an overlay would add a ConfigMap that no pod reads. */
  @ParameterizedTest
  @MethodSource("kustomizations")
  void its_settings_go_where_the_pods_read_them(Manifest manifest) {
    Set<String> read =
        Manifest.below(Manifest.FOLDER).stream()
            .flatMap(each -> each.content().findValues("configMapRef").stream())
            .map(reference -> reference.path("name").asText())
            .collect(Collectors.toSet());
    assertThat(read).containsExactly("waiting-room-node");
    assertThat(each(manifest.content().path("configMapGenerator")))
        .filteredOn(map -> map.has("envs") || map.has("literals"))
        .allMatch(map -> read.contains(map.path("name").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void an_overlay_keeps_its_objects_in_a_namespace_that_it_makes(String place) {
    Path folder = Manifest.FOLDER.resolve("overlays").resolve(place);
    String namespace = Manifest.in(folder.resolve(NAME)).get(0).content().get("namespace").asText();
    assertThat(Manifest.in(folder.resolve("namespace.yaml")))
        .singleElement()
        .returns(namespace, Manifest::name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8ssandra", "external-cassandra"})
  void an_example_merges_into_the_namespace_of_production(String example) {
    List<JsonNode> maps =
        each(Manifest.in(Manifest.FOLDER.resolve("examples").resolve(example).resolve(NAME))
                .get(0)
                .content()
                .path("configMapGenerator"))
            .toList();
    assertThat(maps)
        .isNotEmpty()
        .allMatch(map -> map.path("namespace").asText().equals("waiting-room"));
  }
}
