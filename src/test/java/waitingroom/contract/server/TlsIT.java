package waitingroom.contract.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.TestCertificate;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** A node whose listeners speak TLS. Its clients here negotiate HTTP/2 by ALPN. */
class TlsIT {
  private static Path folder;
  private static TestCertificate first;
  private static Path chain;
  private static Path key;
  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    first = TestCertificate.generate("EC", folder);
    chain = Files.writeString(folder.resolve("tls.crt"), first.chainPem());
    key = Files.writeString(folder.resolve("tls.key"), first.keyPem());
    String tls =
        "tls { certificate-chain-file = \"%s\", private-key-file = \"%s\" }".formatted(chain, key);
    node =
        TestNode.start(
            TlsIT.class,
            Clock.systemUTC(),
            "waiting-room { public { %1$s }, admin { %1$s } }".formatted(tls));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void a_whole_visit_goes_through_http_2_on_both_listeners() throws Exception {
    TestRoom room = node.newRoom();
    String id = room.join();
    room.serve(1);
    assertThat(room.token(id).status()).isEqualTo(200);

    for (ApiClient listener : List.of(node.visitor(), node.stranger())) {
      HttpResponse<String> answer = get(client(), listener.base(), Version.HTTP_2);
      assertThat(answer.version()).isEqualTo(Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Bb%2A~", "a+b:c", "%C3%A9", "A-Z_0.9"})
  void a_signature_over_an_odd_path_holds_in_http_2(String name) {
    assertThat(node.admin().send("PUT", "/alarms/" + name, "{\"state\": \"OK\"}").status())
        .isEqualTo(200);
  }

  @Test
  void a_signature_of_another_request_does_not() {
    ApiClient admin = node.admin();
    ApiClient elsewhere =
        node.stranger()
            .with(
                (method, uri, headers, body) ->
                    admin.credentials().sign(method, uri.resolve("/rooms/other"), headers, body));
    assertThat(elsewhere.get("/rooms/Sample").status()).isEqualTo(401);
  }

  @Test
  void answers_tell_browsers_to_come_back_by_tls_alone() throws Exception {
    for (Version version : Version.values()) {
      HttpResponse<String> answer = get(client(), node.visitor().base(), version);
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void curl_gets_http_2() throws Exception {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-q",
                "-sS",
                "--noproxy",
                "*",
                "--http2",
                "--cacert",
                chain.toString(),
                "-o",
                folder.resolve("body").toString(),
                "-w",
                "%{http_version} %{http_code}",
                node.visitor().base() + "/health/live")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(curl.getInputStream().readAllBytes(), UTF_8)).isEqualTo("2 200");
  }

  @Test
  void tls_1_1_and_plain_http_get_no_answer() {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.1"});
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(TestCertificate.trusting(chain))
            .sslParameters(old)
            .build();
    assertThatThrownBy(() -> get(client, node.visitor().base(), Version.HTTP_1_1))
        .isInstanceOf(IOException.class);

    URI plain = URI.create("http://127.0.0.1:" + node.visitor().base().getPort());
    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), plain, Version.HTTP_1_1))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_new_certificate_is_shown_to_new_connections_and_old_ones_go_on() throws Exception {
    HttpClient old = client();
    Certificate shownFirst = shown(old);
    TestCertificate second = TestCertificate.generate("RSA", folder);

    Files.writeString(key, second.keyPem());
    assertThat(shown(client())).isEqualTo(first.certificate());
    Files.writeString(chain, second.chainPem());
    awaitShown(second);
    assertThat(shown(old)).isEqualTo(shownFirst);

    Files.writeString(key, first.keyPem());
    Files.writeString(chain, first.chainPem());
    awaitShown(first);
  }

  private static void awaitShown(TestCertificate certificate) {
    Awaitility.await()
        .ignoreExceptionsInstanceOf(SSLException.class)
        .until(() -> shown(client()).equals(certificate.certificate()));
  }

  private static Certificate shown(HttpClient client) throws Exception {
    return get(client, node.visitor().base(), Version.HTTP_2)
        .sslSession()
        .orElseThrow()
        .getPeerCertificates()[0];
  }

  private static HttpClient client() {
    SSLContext context = TestCertificate.trusting(chain);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> get(HttpClient client, URI base, Version version)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(base.resolve("/health/live")).version(version).build(),
        BodyHandlers.ofString());
  }
}
