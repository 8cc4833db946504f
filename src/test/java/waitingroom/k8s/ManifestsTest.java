package waitingroom.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
  private static final List<Manifest> ALL = Manifest.below(Manifest.FOLDER);
  private static final Path BASE = Manifest.FOLDER.resolve("base");
  private static final String SERVICE_MONITOR = "monitoring.coreos.com/v1/ServiceMonitor";

  static Stream<Manifest> manifests() {
    return ALL.stream().filter(manifest -> !Manifest.KUSTOMIZE.contains(manifest.kind()));
  }

  /** Manifests with whole pods: patches hold only parts. */
  static Stream<Manifest> wholePods() {
    return ALL.stream()
        .filter(manifest -> manifest.pods().isPresent())
        .filter(manifest -> Set.of("base", "dev").contains(manifest.folder()));
  }

  private static Deployment node() {
    return Manifest.in(BASE.resolve("deployment.yaml")).get(0).as(Deployment.class).orElseThrow();
  }

  private static Container nodeContainer() {
    return node().getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static Map<String, String> nodeLabels() {
    return node().getSpec().getTemplate().getMetadata().getLabels();
  }

  private static Set<String> nodePorts() {
    return nodeContainer().getPorts().stream()
        .map(ContainerPort::getName)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void every_manifest_is_of_a_known_kind_and_has_no_unknown_field(Manifest manifest) {
    if (Manifest.CUSTOM.contains(manifest.kind())) {
      assertThat(manifest.name()).isNotEmpty();
      assertThat(manifest.content().path("spec").isObject()).isTrue();
    } else {
      assertThat(manifest.typed().getMetadata().getName()).isEqualTo(manifest.name()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "replicas: 3, replica: 3",
    "containerPort: 8080, containerPort: '\"8080\"'",
    "defaultMode: 0440, mode: 0440",
    "apps/v1, apps/v2"
  })
  void a_slip_is_refused(String right, String slip, @TempDir Path folder) throws IOException {
    String text = Files.readString(BASE.resolve("deployment.yaml"));
    Path file = Files.writeString(folder.resolve("slip.yaml"), text.replace(right, slip));

    assertThat(text).contains(right);
    assertThatThrownBy(Manifest.in(file).get(0)::typed)
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("wholePods")
  void every_pod_runs_without_rights(Manifest manifest) {
    var pod = manifest.pods().orElseThrow().getSpec();
    var security = pod.getSecurityContext();

    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getRunAsUser()).isPositive();
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getEnableServiceLinks()).as("WAITING_ROOM_ADMIN_PORT is ours").isFalse();
    assertThat(manifest.containers())
        .isNotEmpty()
        .allSatisfy(
            container -> {
              var own = container.getSecurityContext();
              assertThat(own.getAllowPrivilegeEscalation()).isFalse();
              assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
              assertThat(container.getResources().getLimits()).containsKey("memory");
              if (container.getImage().equals("waiting-room")) {
                assertThat(own.getReadOnlyRootFilesystem()).isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("wholePods")
  void only_nodes_hold_a_token_of_the_api_and_may_only_list_pods(Manifest manifest) {
    boolean isNode = manifest.kind().equals("apps/v1/Deployment");
    assertThat(manifest.pods().orElseThrow().getSpec().getAutomountServiceAccountToken())
        .isEqualTo(isNode);

    assertThat(ALL.stream().flatMap(each -> each.as(Role.class).stream()))
        .singleElement()
        .satisfies(
            role ->
                assertThat(role.getRules())
                    .singleElement()
                    .satisfies(
                        rule -> {
                          assertThat(rule.getResources()).containsExactly("pods");
                          assertThat(rule.getVerbs()).containsExactly("list");
                        }));
  }

  @Test
  void the_selector_of_the_nodes_matches_the_nodes_and_nothing_else() {
    assertThat(node().getSpec().getSelector().getMatchLabels()).isEqualTo(nodeLabels());
    assertThat(wholePods())
        .filteredOn(pod -> !pod.kind().equals("apps/v1/Deployment"))
        .isNotEmpty()
        .extracting(other -> other.pods().orElseThrow().getMetadata().getLabels().entrySet())
        .noneMatch(labels -> labels.containsAll(nodeLabels().entrySet()));
  }

  @Test
  void liveness_and_start_ask_neither_the_cluster_nor_cassandra_and_readiness_asks_both() {
    assertThat(Stream.of(nodeContainer().getLivenessProbe(), nodeContainer().getStartupProbe()))
        .allSatisfy(
            probe -> {
              assertThat(probe.getHttpGet().getPath()).isEqualTo("/alive");
              assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
            });
    assertThat(nodeContainer().getReadinessProbe().getHttpGet())
        .satisfies(
            get -> {
              assertThat(get.getPath()).isEqualTo("/health/ready");
              assertThat(get.getPort().getStrVal()).isEqualTo("public");
            });
  }

  @Test
  void services_and_the_ingress_lead_to_ports_that_there_are() {
    List<Service> services =
        Manifest.in(BASE.resolve("services.yaml")).stream()
            .map(manifest -> manifest.as(Service.class).orElseThrow())
            .toList();

    assertThat(services)
        .hasSize(2)
        .allSatisfy(
            service -> {
              assertThat(service.getSpec().getSelector()).isEqualTo(nodeLabels());
              assertThat(service.getSpec().getPorts())
                  .allMatch(port -> nodePorts().contains(port.getTargetPort().getStrVal()));
            });
    assertThat(ALL.stream().flatMap(manifest -> manifest.as(Ingress.class).stream()))
        .isNotEmpty()
        .flatMap(ingress -> ingress.getSpec().getRules())
        .flatMap(rule -> rule.getHttp().getPaths())
        .allSatisfy(
            path -> {
              var target = path.getBackend().getService();
              assertThat(target.getName()).as("operators stay inside").isEqualTo("waiting-room");
              assertThat(target.getPort().getName()).isEqualTo("public");
            });
  }

  @Test
  void prometheus_finds_the_admin_service() {
    Manifest monitor =
        ALL.stream().filter(each -> each.kind().equals(SERVICE_MONITOR)).findFirst().orElseThrow();
    var wanted = monitor.content().at("/spec/selector/matchLabels");
    String port = monitor.content().at("/spec/endpoints/0/port").asText();

    assertThat(ALL.stream().flatMap(manifest -> manifest.as(Service.class).stream()))
        .filteredOn(
            service ->
                wanted.properties().stream()
                    .allMatch(
                        label ->
                            label
                                .getValue()
                                .asText()
                                .equals(service.getMetadata().getLabels().get(label.getKey()))))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.getSpec().getPorts())
                    .anyMatch(each -> each.getName().equals(port)));
  }

  @Test
  void each_port_of_a_node_is_let_in_by_a_policy_of_its_own() {
    Map<String, Set<String>> opened =
        Manifest.in(BASE.resolve("network-policies.yaml")).stream()
            .map(manifest -> manifest.as(NetworkPolicy.class).orElseThrow())
            .filter(policy -> policy.getSpec().getPolicyTypes().contains("Ingress"))
            .peek(
                policy ->
                    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                        .isEqualTo(nodeLabels()))
            .collect(
                Collectors.toMap(
                    policy -> policy.getMetadata().getName(), ManifestsTest::portsLetIn));

    assertThat(opened)
        .containsOnly(
            Map.entry("waiting-room-public", Set.of("public")),
            Map.entry("waiting-room-admin", Set.of("admin")),
            Map.entry("waiting-room-cluster", Set.of("management", "remoting")));
    assertThat(nodePorts()).containsExactlyInAnyOrder("public", "admin", "management", "remoting");
  }

  private static Set<String> portsLetIn(NetworkPolicy policy) {
    return policy.getSpec().getIngress().stream()
        .flatMap(rule -> rule.getPorts().stream())
        .map(NetworkPolicyPort::getPort)
        .map(port -> port.getStrVal())
        .collect(Collectors.toSet());
  }

  @Test
  void the_example_has_every_secret_that_is_mounted_and_no_real_one() {
    Map<String, Secret> examples =
        Manifest.in(Manifest.FOLDER.resolve("examples/secrets.yaml")).stream()
            .map(manifest -> manifest.as(Secret.class).orElseThrow())
            .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), secret -> secret));
    Set<String> mounted =
        ALL.stream()
            .flatMap(manifest -> manifest.pods().stream())
            .filter(pods -> pods.getSpec().getVolumes() != null)
            .flatMap(pods -> pods.getSpec().getVolumes().stream())
            .filter(volume -> volume.getSecret() != null)
            .map(volume -> volume.getSecret().getSecretName())
            .collect(Collectors.toSet());

    assertThat(examples).containsOnlyKeys(mounted);
    assertThat(examples.values())
        .flatMap(secret -> secret.getStringData().values())
        .allMatch("REPLACE"::equals);
  }
}
