package waitingroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The shop of {@code src/test/oidc-spring} as a process: Spring Security's OAuth2 login. */
public final class SpringShop implements AutoCloseable {
  private static final Path BUILT = Path.of("target", "oidc-spring");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final int port;

  private SpringShop(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether it is built, as {@code make test} does. */
  public static boolean built() {
    return Files.isDirectory(BUILT.resolve("lib")) && Files.isDirectory(BUILT.resolve("classes"));
  }

  /** Its redirect URI. */
  public static String redirectUri(int port) {
    return "http://127.0.0.1:" + port + "/login/oauth2/code/waiting-room";
  }

  /** Starts the shop and waits until it answers. */
  public static SpringShop start(int port, Map<String, String> environment) throws IOException {
    Path log = BUILT.resolve("output.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                BUILT.resolve("classes") + ":" + BUILT.resolve("lib") + "/*",
                "shop.ShopApplication",
                "--server.address=127.0.0.1",
                "--server.port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    SpringShop shop = new SpringShop(builder.start(), port);
    try {
      Awaitility.await("the shop answers").atMost(PATIENCE).until(() -> shop.answers(log));
    } catch (RuntimeException failure) {
      shop.close();
      throw failure;
    }
    return shop;
  }

  private boolean answers(Path log) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The shop does not start: " + Files.readString(log));
    }
    try {
      HttpRequest request = HttpRequest.newBuilder(home()).timeout(PATIENCE).build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 302;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The URL of its only page. */
  public URI home() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new UncheckedIOException(new IOException("Interrupted while the shop stops", e));
    }
  }
}
