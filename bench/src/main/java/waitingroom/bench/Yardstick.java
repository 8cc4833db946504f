package waitingroom.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import waitingroom.testkit.Nginx;

/**
 * nginx with two workers, the yardstick of the HTTP benches. It answers every request with the
 * headers and the body of {@code serving_num}: the most that a good server can do on this machine.
 */
final class Yardstick implements AutoCloseable {
  private static final String ANSWER =
      """
      default_type application/json;
      add_header Cache-Control "public, max-age=2";
      add_header Access-Control-Allow-Origin "*";
      add_header X-Content-Type-Options nosniff;
      location / { return 200 '{"serving_num": "0"}'; }
      """;

  private final Nginx nginx;

  private Yardstick(Nginx nginx) {
    this.nginx = nginx;
  }

  /** Starts it without TLS. */
  static Yardstick start(Path folder) throws IOException {
    return start(folder, "", "");
  }

  /** Starts it with TLS; the files are PEM. */
  static Yardstick withTls(Path folder, Path chain, Path key) throws IOException {
    return start(
        folder,
        "ssl",
        "ssl_certificate %s; ssl_certificate_key %s; ssl_protocols TLSv1.3;"
            .formatted(chain.toAbsolutePath(), key.toAbsolutePath()));
  }

  private static Yardstick start(Path folder, String listen, String tls) throws IOException {
    if (!Nginx.installed()) {
      throw new IOException("Cannot run nginx: install it (Debian's package nginx-light)");
    }
    Path own = Files.createTempDirectory(folder, "nginx").toAbsolutePath();
    return new Yardstick(Nginx.start(2, listen, tls + ANSWER, own));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), nginx.port());
  }

  /** CPU time of its workers so far. */
  Cost total() {
    double seconds =
        ProcessHandle.of(nginx.pid()).stream()
            .flatMap(ProcessHandle::children)
            .map(worker -> worker.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToDouble(used -> used.toNanos() / 1e9)
            .sum();
    return new Cost(seconds, 0, 0);
  }

  @Override
  public void close() {
    nginx.close();
  }
}
