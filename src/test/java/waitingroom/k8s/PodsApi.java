package waitingroom.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of the Kubernetes API server that a node uses: the list of pods of one namespace over
 * TLS, with the token of the service account. Everything else is refused.
 */
final class PodsApi implements AutoCloseable {
  private static final String NAMESPACE = "waiting-room";
  private static final String TOKEN = "token-of-the-service-account";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;
  private final HttpsServer server;
  private final List<Pod> pods;
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();

  /**
   * @param folder receives the files that Kubernetes mounts into a pod: {@code ca.crt}, {@code
   *     token}, {@code namespace}
   */
  PodsApi(Path folder, List<Pod> pods)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.folder = folder;
    this.pods = pods;
    Files.writeString(folder.resolve("token"), TOKEN);
    Files.writeString(folder.resolve("namespace"), NAMESPACE);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    server.createContext("/", this::serve);
    server.start();
  }

  String host() {
    return server.getAddress().getAddress().getHostAddress();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The statuses of all answers so far. */
  List<Integer> answers() {
    return List.copyOf(answers);
  }

  private void serve(HttpExchange exchange) throws IOException {
    int status = judge(exchange);
    answers.add(status);
    byte[] body =
        status == 200
            ? JsonMapper.builder()
                .build()
                .writeValueAsBytes(new PodListBuilder().withItems(selected(exchange)).build())
            : "{\"kind\": \"Status\", \"status\": \"Failure\"}".getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static int judge(HttpExchange exchange) {
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return 401;
    }
    boolean lists =
        exchange.getRequestMethod().equals("GET")
            && exchange
                .getRequestURI()
                .getPath()
                .equals("/api/v1/namespaces/" + NAMESPACE + "/pods");
    return lists ? 200 : 403;
  }

  private List<Pod> selected(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    String selector = URLDecoder.decode(query.substring("labelSelector=".length()), UTF_8);
    return pods.stream().filter(pod -> matches(pod, selector)).toList();
  }

  private static boolean matches(Pod pod, String selector) {
    return Arrays.stream(selector.split(","))
        .map(pair -> pair.split("="))
        .allMatch(pair -> pair[1].equals(pod.getMetadata().getLabels().get(pair[0])));
  }

  /** Creates a self-signed certificate for this address only, and writes it to {@code ca.crt}. */
  private SSLContext tls() throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=kubernetes",
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        store.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-file",
        folder.resolve("ca.crt").toString(),
        "-keystore",
        store.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD);
    }
    Files.delete(store);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server"));
    command.addAll(1, Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
