package waitingroom.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One document of a YAML file. */
record Manifest(Path file, JsonNode content) {
  static final Path FOLDER = Path.of("k8s");

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.ofEntries(
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/Secret", Secret.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class));

  /** Kinds that Kubernetes operators add, for which there is no model here. */
  static final Set<String> CUSTOM =
      Set.of("monitoring.coreos.com/v1/ServiceMonitor", "k8ssandra.io/v1alpha1/K8ssandraCluster");

  static final Set<String> KUSTOMIZE =
      Set.of(
          "kustomize.config.k8s.io/v1beta1/Kustomization",
          "kustomize.config.k8s.io/v1alpha1/Component");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** Rejects unknown fields, which the models would otherwise keep in a map. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();

  /** All documents of all files below the folder, ordered by file name. */
  static List<Manifest> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> in(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of a file. */
  static List<Manifest> in(Path file) {
    List<Manifest> found = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      while (documents.hasNextValue()) {
        found.add(new Manifest(file, documents.nextValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    return found;
  }

  /** The name of the file's folder. */
  String folder() {
    return file.getName(file.getNameCount() - 2).toString();
  }

  /** Group, version and kind. */
  String kind() {
    return content.path("apiVersion").asText() + "/" + content.path("kind").asText();
  }

  String name() {
    return content.path("metadata").path("name").asText();
  }

  /**
   * The document as the model of its kind.
   *
   * @throws IllegalArgumentException when the kind is unknown, or a field or the type of a value is
   */
  HasMetadata typed() {
    Class<? extends HasMetadata> type = TYPES.get(kind());
    if (type == null) {
      throw new IllegalArgumentException("%s: unknown kind %s".formatted(file, kind()));
    }
    try {
      return STRICT.treeToValue(content, type);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The document as that type, if it is one. */
  <T> Optional<T> as(Class<T> type) {
    return TYPES.containsKey(kind())
        ? Optional.of(typed()).filter(type::isInstance).map(type::cast)
        : Optional.empty();
  }

  /** The template of the pods that it creates, if any. */
  Optional<PodTemplateSpec> pods() {
    return as(Deployment.class)
        .map(deployment -> deployment.getSpec().getTemplate())
        .or(() -> as(StatefulSet.class).map(set -> set.getSpec().getTemplate()))
        .or(() -> as(Job.class).map(job -> job.getSpec().getTemplate()));
  }

  /** The containers of its pods, including init containers. */
  List<Container> containers() {
    return pods().stream()
        .map(PodTemplateSpec::getSpec)
        .flatMap(
            spec -> Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream()))
        .toList();
  }

  @Override
  public String toString() {
    return file + " " + content.path("kind").asText() + " " + name();
  }
}
