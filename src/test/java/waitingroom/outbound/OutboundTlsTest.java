package waitingroom.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.testkit.TestCertificate;

/** The guarded client and a server with a certificate for {@code localhost}. */
@Timeout(60)
class OutboundTlsTest {
  private static final OutboundLimits LIMITS =
      new OutboundLimits(Duration.ofSeconds(20), 1_000, Duration.ZERO);

  @Test
  void a_server_must_show_a_certificate_of_its_name_from_somebody_trusted(@TempDir Path folder)
      throws Exception {
    TestCertificate certificate = TestCertificate.generate("EC", folder);
    SslContext trusting =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(certificate.certificate())
            .build();
    SslContext strict = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
    try (ScriptedServer server = server(certificate)) {
      server.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

      assertThat(answer(trusting, "localhost", server)).isEqualTo("ok");
      assertThatThrownBy(() -> answer(trusting, "shop.example", server))
          .hasCauseInstanceOf(SSLException.class);
      assertThatThrownBy(() -> answer(strict, "localhost", server))
          .hasCauseInstanceOf(SSLException.class);
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  private static ScriptedServer server(TestCertificate certificate) throws SSLException {
    SslContext context =
        SslContextBuilder.forServer(pem(certificate.chainPem()), pem(certificate.keyPem()))
            .sslProvider(SslProvider.JDK)
            .build();
    return ScriptedServer.start(((JdkSslContext) context).context().getServerSocketFactory());
  }

  private static ByteArrayInputStream pem(String text) {
    return new ByteArrayInputStream(text.getBytes(US_ASCII));
  }

  private static String answer(SslContext trust, String host, ScriptedServer server)
      throws Exception {
    AddressRules loopback = new AddressRules(List.of(AddressBlock.parse("127.0.0.1")));
    URI uri = URI.create("https://" + host + ":" + server.port() + "/");
    try (Outbound outbound =
        new Outbound(name -> new InetAddress[] {InetAddress.getLoopbackAddress()}, trust)) {
      return outbound
          .client(loopback, LIMITS)
          .send(OutboundRequest.get(uri, Map.of()))
          .toCompletableFuture()
          .get()
          .text();
    }
  }
}
