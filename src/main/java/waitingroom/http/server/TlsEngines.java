package waitingroom.http.server;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import waitingroom.secret.CertifiedKey;
import waitingroom.secret.WatchedFile;

/**
 * Makes TLS engines for new connections with the newest certificate; open connections keep theirs.
 * TLS 1.2 and 1.3 (RFC 9325), with the cipher suites that the JDK has enabled.
 */
public final class TlsEngines implements AutoCloseable {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final char[] NO_PASSWORD = {};

  private final WatchedFile<SSLContext> context;

  /**
   * Reads the files at once.
   *
   * @throws IllegalArgumentException when they cannot be read, are malformed or do not belong
   *     together
   */
  public TlsEngines(TlsSettings settings) {
    Duration every = settings.checkEvery();
    this.context =
        new WatchedFile<>(
            List.of(settings.certificateChain(), settings.privateKey()),
            files -> context(CertifiedKey.parse(files.get(0), files.get(1))),
            every);
  }

  /** An engine for one connection. */
  public SSLEngine create() {
    SSLEngine engine = context.current().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }

  /** Stops watching the files; the last good certificate remains in use. */
  @Override
  public void close() {
    context.close();
  }

  private static SSLContext context(CertifiedKey key) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry(
          "server", key.privateKey(), NO_PASSWORD, key.chain().toArray(new Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "This JDK cannot use the certificate or its key for TLS: " + e.getMessage(), e);
    }
  }
}
