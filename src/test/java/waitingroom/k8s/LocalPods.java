package waitingroom.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import waitingroom.dev.DevSecrets;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/**
 * Pods without Kubernetes: the containers of the manifests as processes, with the files and the
 * command of the image, the variables and arguments of the manifests, and {@link PodsApi}. Each pod
 * has its own loopback address; free ports replace those of the manifests.
 */
final class LocalPods implements AutoCloseable {
  static final Path LOGS = Path.of("target/kubernetes-test");

  private static final Manifest NODES =
      Manifest.in(Manifest.FOLDER.resolve("base/deployment.yaml")).get(0);
  private static final Manifest SCHEMA =
      Manifest.in(Manifest.FOLDER.resolve("base/schema.yaml")).get(0);

  private final Path folder;
  private final Map<String, String> settings;
  private final Map<String, Integer> ports = freePorts();
  private final ContainerImage image;
  private final PodsApi api;
  private final List<Process> running = new ArrayList<>();

  /**
   * @param folder an empty folder for everything but the logs
   * @param addresses of the pods that run
   * @param settings override {@code k8s/base/node.env} as an overlay would
   */
  LocalPods(Path folder, List<String> addresses, Map<String, String> settings)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.folder = folder;
    this.settings = settings;
    // The containers run as another user than this test and must be able to read their files.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.image = ContainerImage.in(Files.createDirectory(folder.resolve("app")));
    makeSecrets();
    List<Pod> pods = new ArrayList<>();
    addresses.forEach(address -> pods.add(pod(NODES, address, "Running")));
    pods.add(pod(NODES, "127.0.0.4", "Pending"));
    pods.add(pod(SCHEMA, "127.0.0.5", "Running"));
    this.api = new PodsApi(Files.createDirectory(folder.resolve("account")), pods);
  }

  PodsApi api() {
    return api;
  }

  /** Starts the container that waits for the tables. */
  Process startWaiting(String address) throws IOException {
    return start(NODES, "tables", address);
  }

  /** Starts the node itself. */
  Process startNode(String address) throws IOException {
    return start(NODES, "node", address);
  }

  /** Starts the only container of the schema Job. */
  Process startSchemaJob() throws IOException {
    return start(SCHEMA, "schema", "127.0.0.5");
  }

  URI uri(String address, String port, String pathAndQuery) {
    return URI.create("http://%s:%d%s".formatted(address, ports.get(port), pathAndQuery));
  }

  static Path log(String container, String address) {
    return LOGS.resolve(container + "-" + address + ".log");
  }

  private Process start(Manifest manifest, String name, String address) throws IOException {
    Container container =
        manifest.containers().stream()
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Map<String, String> environment = environment(container, address);
    List<String> arguments =
        container.getArgs().isEmpty()
            ? image.file().command("CMD")
            : container.getArgs().stream().map(text -> filledIn(text, environment)).toList();
    Path log = log(name, address);
    Files.createDirectories(LOGS);
    Files.deleteIfExists(log);
    Process process = image.start(arguments, environment, log.toFile());
    running.add(process);
    return process;
  }

  private Map<String, String> environment(Container container, String address) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String line : Files.readAllLines(Manifest.FOLDER.resolve("base/node.env"))) {
      if (!line.startsWith("#")) {
        environment.put(line.split("=", 2)[0], line.split("=", 2)[1]);
      }
    }
    environment.putAll(settings);
    for (EnvVar variable : container.getEnv()) {
      environment.put(
          variable.getName(), variable.getValue() == null ? address : mounted(variable.getValue()));
    }
    environment.put("KUBERNETES_SERVICE_HOST", api.host());
    environment.put("KUBERNETES_SERVICE_PORT", "" + api.port());
    environment.put("JDK_JAVA_OPTIONS", javaOptions());
    // All pods share one machine here: each has its own address and free ports.
    environment.put("WAITING_ROOM_PUBLIC_HOST", address);
    environment.put("WAITING_ROOM_ADMIN_HOST", address);
    for (String port : List.of("public", "admin", "management", "remoting")) {
      environment.put(
          "WAITING_ROOM_" + port.toUpperCase(java.util.Locale.ROOT) + "_PORT",
          "" + ports.get(port));
    }
    return environment;
  }

  /**
   * Adjusts the JVM options: the service account is mounted elsewhere, and no container limits the
   * memory.
   */
  private String javaOptions() {
    return Map.of(
            "api-token-path", "token", "api-ca-path", "ca.crt", "pod-namespace-path", "namespace")
        .entrySet()
        .stream()
        .map(
            file ->
                "-Dakka.discovery.kubernetes-api.%s=%s"
                    .formatted(file.getKey(), folder.resolve("account").resolve(file.getValue())))
        .collect(Collectors.joining(" ", "-Xmx320m ", ""));
  }

  private String filledIn(String argument, Map<String, String> environment) {
    String filled = mounted(argument);
    for (Map.Entry<String, String> each : environment.entrySet()) {
      filled = filled.replace("$(" + each.getKey() + ")", each.getValue());
    }
    return filled;
  }

  /** Maps a path in a volume of the manifests to a local one. */
  private String mounted(String path) {
    return path.replace("/etc/waiting-room/secrets", folder.resolve("secrets").toString())
        .replace("/etc/waiting-room/tables", image.folder().resolve("cassandra").toString());
  }

  /** Creates secrets that the nodes' user can read, as with fsGroup. */
  private void makeSecrets() throws IOException {
    Path secrets = folder.resolve("secrets");
    DevSecrets made = DevSecrets.in(secrets, () -> SigningKeys.generate(SigningAlgorithm.RS256));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Path file : List.of(made.masterSecret(), made.signingKeys(), made.credentials())) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private Pod pod(Manifest manifest, String address, String phase) {
    PodTemplateSpec template = manifest.pods().orElseThrow();
    template.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .forEach(port -> port.setContainerPort(Objects.requireNonNull(ports.get(port.getName()))));
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .withSpec(template.getSpec())
        .withNewStatus()
        .withPhase(phase)
        .withPodIP(address)
        .endStatus()
        .build();
  }

  private static Map<String, Integer> freePorts() {
    Map<String, Integer> ports = new HashMap<>();
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (String name : List.of("public", "admin", "management", "remoting")) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.put(name, socket.getLocalPort());
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    running.forEach(process -> process.destroyForcibly().onExit().join());
    api.close();
    image.unlock();
  }
}
