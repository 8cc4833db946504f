package waitingroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Both listeners of a node of its own with TLS, beside those of a node without. */
public final class RawListeners implements AutoCloseable {
  private final TestNode secure;
  private final List<RawListener> ofVisitors;
  private final List<RawListener> all;

  /**
   * Starts the node with TLS.
   *
   * @param folder for its certificate
   */
  public RawListeners(Class<?> test, TestNode plain, Path folder) {
    TestCertificate certificate = TestCertificate.generate("EC", folder);
    Path chain = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    try {
      Files.writeString(chain, certificate.chainPem());
      Files.writeString(key, certificate.keyPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String tls =
        "tls { certificate-chain-file = \"%s\", private-key-file = \"%s\" }".formatted(chain, key);
    secure =
        TestNode.start(
            test,
            Clock.systemUTC(),
            "waiting-room { public { %1$s }, admin { %1$s } }".formatted(tls));
    SSLContext trust = TestCertificate.trusting(chain);
    ofVisitors =
        List.of(
            new RawListener(plain.visitor().base(), null),
            new RawListener(secure.visitor().base(), trust));
    all =
        List.of(
            ofVisitors.get(0),
            ofVisitors.get(1),
            new RawListener(plain.stranger().base(), null),
            new RawListener(secure.stranger().base(), trust));
  }

  /** Those for visitors. */
  public List<RawListener> ofVisitors() {
    return ofVisitors;
  }

  /** Those for visitors and for operators. */
  public List<RawListener> all() {
    return all;
  }

  @Override
  public void close() {
    secure.close();
  }
}
