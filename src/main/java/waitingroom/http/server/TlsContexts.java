package waitingroom.http.server;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import waitingroom.secret.CertifiedKey;
import waitingroom.secret.WatchedFile;

/**
 * TLS of new connections, with the newest certificate; open connections keep theirs. TLS 1.2 and
 * 1.3 (RFC 9325), with the cipher suites that HTTP/2 allows (RFC 9113, appendix A). By the native
 * provider where it loads: it takes half of the JDK's CPU time.
 */
public final class TlsContexts implements Supplier<SslContext>, AutoCloseable {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** HTTP/2 first; a client that names neither speaks HTTP/1.1 (RFC 7301). */
  private static final ApplicationProtocolConfig HTTP =
      new ApplicationProtocolConfig(
          ApplicationProtocolConfig.Protocol.ALPN,
          ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
          ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_2,
          ApplicationProtocolNames.HTTP_1_1);

  static {
    // A client could ask for one handshake after the other on one connection of TLS 1.2. The native
    // provider never allows it.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private final WatchedFile<SslContext> context;

  /**
   * Reads the files at once.
   *
   * @throws IllegalArgumentException when they cannot be read, are malformed or do not belong
   *     together
   */
  public TlsContexts(TlsSettings settings) {
    Duration every = settings.checkEvery();
    this.context =
        new WatchedFile<>(
            List.of(settings.certificateChain(), settings.privateKey()),
            files -> context(CertifiedKey.parse(files.get(0), files.get(1))),
            every);
  }

  /** TLS of one new connection. */
  @Override
  public SslContext get() {
    return context.current();
  }

  /** Stops watching the files; the last good certificate remains in use. */
  @Override
  public void close() {
    context.close();
  }

  private static SslContext context(CertifiedKey key) {
    return context(key, isForNative(key) ? SslProvider.OPENSSL : SslProvider.JDK);
  }

  /** Netty hands the native provider no keys but these. */
  private static boolean isForNative(CertifiedKey key) {
    return OpenSsl.isAvailable() && List.of("RSA", "EC").contains(key.privateKey().getAlgorithm());
  }

  static SslContext context(CertifiedKey key, SslProvider provider) {
    try {
      return SslContextBuilder.forServer(key.privateKey(), key.chain())
          .sslProvider(provider)
          .protocols(PROTOCOLS)
          .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
          .applicationProtocolConfig(HTTP)
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The certificate or its key is of no use for TLS: " + e.getMessage(), e);
    }
  }
}
