package waitingroom.contract.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * The packaged servlet filter in a Tomcat of its own, with keys and tokens of a real node. {@code
 * make test} packages it.
 */
@OnNode(Profile.QUICK)
class ServletFilterIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Path TARGET = Path.of("authorizer-servlet/target");
  private static final Path JAR = TARGET.resolve("waiting-room-authorizer-servlet.jar");

  private static TestNode node;
  private static Process shop;
  private static URI door;

  @BeforeAll
  static void start(TestNode shared) throws IOException {
    assertThat(JAR).as("run `mvn -f authorizer-servlet/pom.xml package` first").exists();
    node = shared;
    shop =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                    File.pathSeparator,
                    JAR.toString(),
                    TARGET.resolve("test-classes").toString(),
                    TARGET.resolve("test-lib") + "/*"),
                "waitingroom.servlet.ExampleShop",
                "jwks-url=" + node.visitor().base() + "/.well-known/jwks.json",
                "issuer=https://public.example/api",
                "room=Sample",
                "waiting-page=https://waiting.example/{event_id}")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(shop::destroyForcibly));
    BufferedReader said = shop.inputReader();
    String line = said.readLine();
    assertThat(line).startsWith("port ");
    door = URI.create("http://127.0.0.1:" + line.substring("port ".length()) + "/cart");
  }

  @AfterAll
  static void stop() throws Exception {
    shop.getOutputStream().close();
    assertThat(shop.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_token_of_the_node_opens_the_shop_and_tells_it_who_it_is() throws Exception {
    TestRoom room = new TestRoom(node, "Sample");
    String id = room.joinServed();
    String token = room.token(id).json().get("access_token").textValue();

    HttpResponse<String> inside = get(token);
    assertThat(inside.statusCode()).as(inside.body()).isEqualTo(200);
    assertThat(inside.body()).contains("X-Waiting-Room-Request-Id: [" + id + "]");
    assertThat(get(token + "x").statusCode()).isEqualTo(403);
    assertThat(get("").statusCode()).isEqualTo(401);
  }

  @Test
  void a_token_of_another_room_does_not_open_it() throws Exception {
    TestRoom other = node.newRoom();
    String id = other.joinServed();
    String token = other.token(id).json().get("access_token").textValue();

    assertThat(get(token).statusCode()).isEqualTo(403);
  }

  @Test
  void the_jar_holds_the_filter_and_its_checks_alone() throws IOException {
    try (var jar = new java.util.jar.JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
          .isNotEmpty()
          .allMatch(name -> name.matches("waitingroom/(servlet|authorizer)/.*"));
    }
    try (var lib = Files.list(TARGET.resolve("test-lib"))) {
      assertThat(lib.map(Path::toString)).noneMatch(name -> name.contains("akka"));
    }
  }

  private static HttpResponse<String> get(String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(door).header("Authorization", "Bearer " + token).build(),
        BodyHandlers.ofString());
  }
}
