package waitingroom.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the manifests and the settings agree. */
class ManifestSettingsTest {
  private static final Path OVERLAY = Path.of("conf/kubernetes.conf");
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\??(WAITING_ROOM_[A-Z_]+)");
  private static final Pattern ASSIGNED =
      Pattern.compile("(?m)^(?:\\s*- )?(WAITING_ROOM_[A-Z_]+)=");
  private static final Pattern IN_ARGUMENTS = Pattern.compile("\\$\\((WAITING_ROOM_[A-Z_]+)\\)");

  private static final List<Manifest> ALL = Manifest.below(Manifest.FOLDER);

  private static Deployment deployment() {
    return Manifest.in(Manifest.FOLDER.resolve("base/deployment.yaml"))
        .get(0)
        .as(Deployment.class)
        .orElseThrow();
  }

  private static Container node() {
    return deployment().getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static Config config() {
    return ConfigFactory.load(ConfigFactory.parseFile(OVERLAY.toFile()));
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String texts(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(" + suffix + ")"))
          .map(ManifestSettingsTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_variable_that_a_manifest_sets_is_read_by_a_setting() throws IOException {
    Set<String> set = matches(ASSIGNED, texts(Manifest.FOLDER, "env|yaml"));
    ALL.stream()
        .flatMap(manifest -> manifest.containers().stream())
        .flatMap(container -> container.getEnv().stream())
        .map(EnvVar::getName)
        .filter(name -> name.startsWith("WAITING_ROOM"))
        .forEach(set::add);
    Set<String> read = matches(VARIABLE, texts(RESOURCES, "conf|xml") + text(OVERLAY));
    read.addAll(matches(IN_ARGUMENTS, texts(Manifest.FOLDER, "yaml")));

    assertThat(set).hasSizeGreaterThan(15);
    assertThat(read).containsAll(set);
  }

  /** Variables that the overlay does not set are described in the documentation. */
  @Test
  void every_variable_of_the_overlay_is_set_or_described() {
    Set<String> known = matches(Pattern.compile("(WAITING_ROOM_[A-Z_]+)"), k8sTexts());
    known.addAll(
        matches(Pattern.compile("(WAITING_ROOM_[A-Z_]+)"), text(Path.of("docs/DEPLOYING.md"))));
    known.addAll(matches(Pattern.compile("(WAITING_ROOM_[A-Z_]+)"), text(Path.of("README.md"))));

    assertThat(known).containsAll(matches(VARIABLE, text(OVERLAY)));
  }

  private static String k8sTexts() {
    try {
      return texts(Manifest.FOLDER, "env|yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_key_of_the_overlay_is_read() {
    String own = text(OVERLAY).replace("include classpath(\"application.conf\")", "");
    Map<String, Object> environment =
        matches(VARIABLE, own).stream().collect(Collectors.toMap(name -> name, name -> "1"));
    Config patch =
        ConfigFactory.parseString(own).withFallback(ConfigFactory.parseMap(environment)).resolve();
    Config known = ConfigFactory.load("application");
    Set<String> ofTheDriver =
        Arrays.stream(DefaultDriverOption.values())
            .map(option -> "datastax-java-driver." + option.getPath())
            .collect(Collectors.toSet());

    assertThat(patch.entrySet())
        .hasSizeGreaterThan(15)
        .extracting(Map.Entry::getKey)
        .filteredOn(key -> !environment.containsKey(key))
        .allMatch(key -> known.hasPathOrNull(key) || ofTheDriver.contains(key));
  }

  @Test
  void the_ports_of_the_pods_are_those_of_the_settings() {
    Map<String, Integer> ports =
        node().getPorts().stream()
            .collect(Collectors.toMap(port -> port.getName(), port -> port.getContainerPort()));

    assertThat(ports)
        .containsOnly(
            Map.entry("public", config().getInt("waiting-room.public.port")),
            Map.entry("admin", config().getInt("waiting-room.admin.port")),
            Map.entry("management", config().getInt("akka.management.http.port")),
            Map.entry("remoting", config().getInt("akka.remote.artery.canonical.port")));
    assertThat(ports)
        .containsKey(
            config()
                .getString("akka.management.cluster.bootstrap.contact-point-discovery.port-name"));
  }

  @Test
  void the_discovery_looks_for_the_labels_of_the_nodes() {
    String selector =
        config()
            .getString("akka.discovery.kubernetes-api.pod-label-selector")
            .formatted("waiting-room");

    assertThat(deployment().getSpec().getTemplate().getMetadata().getLabels())
        .isEqualTo(
            Arrays.stream(selector.split(","))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  @Test
  void the_overlay_opens_the_listeners_and_keeps_the_split_brain_resolver() {
    assertThat(config().getBoolean("waiting-room.cluster.bootstrap")).isTrue();
    assertThat(config().getString("waiting-room.public.host")).isEqualTo("0.0.0.0");
    assertThat(config().getString("akka.discovery.method")).isEqualTo("kubernetes-api");
    assertThat(config().getString("akka.cluster.downing-provider-class"))
        .isEqualTo("akka.cluster.sbr.SplitBrainResolverProvider");
    for (String profile : List.of("", "-snapshot")) {
      assertThat(
              config()
                  .getString(
                      "datastax-java-driver.profiles.akka-persistence-cassandra%s-profile.basic.request.consistency"
                          .formatted(profile)))
          .isEqualTo("LOCAL_QUORUM");
    }
  }

  @Test
  void the_secret_files_are_keys_of_the_secret() {
    Set<String> keys =
        Manifest.in(Manifest.FOLDER.resolve("examples/secrets.yaml")).stream()
            .map(manifest -> manifest.content().path("stringData"))
            .flatMap(data -> data.properties().stream())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    assertThat(node().getEnv())
        .filteredOn(variable -> variable.getName().endsWith("_FILE"))
        .hasSize(3)
        .extracting(EnvVar::getValue)
        .allMatch(file -> keys.contains(file.substring(file.lastIndexOf('/') + 1)));
  }

  @Test
  void every_program_that_a_pod_names_is_there() {
    List<String> programs =
        ALL.stream()
            .flatMap(manifest -> manifest.containers().stream())
            .filter(container -> !container.getArgs().isEmpty())
            .map(container -> container.getArgs().get(0))
            .toList();

    assertThat(programs)
        .hasSize(2)
        .allSatisfy(
            program ->
                assertThat(Class.forName(program).getMethods())
                    .anyMatch(method -> method.getName().equals("main")));
  }

  /**
   * The containers that wait for the schema and the Job that creates it must use the same database.
   */
  @Test
  void every_container_of_ours_has_the_same_settings_of_the_database() {
    for (String file : List.of("base/deployment.yaml", "base/schema.yaml")) {
      assertThat(Manifest.in(Manifest.FOLDER.resolve(file)).get(0).containers())
          .allSatisfy(
              container ->
                  assertThat(container.getEnvFrom())
                      .singleElement()
                      .satisfies(
                          from ->
                              assertThat(from.getConfigMapRef().getName())
                                  .isEqualTo("waiting-room-node")));
    }
    assertThat(
            Stream.of("node", "schema")
                .flatMap(
                    name ->
                        Manifest.in(
                            Manifest.FOLDER.resolve("components/cassandra-tls/" + name + ".yaml"))
                            .stream())
                .flatMap(manifest -> manifest.containers().stream())
                .map(container -> List.of(container.getEnv(), container.getVolumeMounts()))
                .toList())
        .hasSize(3)
        .satisfies(all -> assertThat(Set.copyOf(all)).hasSize(1));
  }
}
