package waitingroom.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.secret.CertifiedKey;
import waitingroom.testkit.TestCertificate;

/** TLS by both providers. */
class TlsContextsTest {
  private static final int PATIENCE_MILLIS = 10_000;

  private static TestCertificate certificate;
  private static SSLContext client;

  private final EventLoopGroup group = new NioEventLoopGroup(1);

  @BeforeAll
  static void certificate(@TempDir Path folder) throws IOException {
    certificate = TestCertificate.generate("EC", folder);
    client =
        TestCertificate.trusting(
            Files.writeString(folder.resolve("tls.crt"), certificate.chainPem()));
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private InetSocketAddress echo(SslProvider provider) {
    CertifiedKey key =
        CertifiedKey.parse(
            certificate.chainPem().getBytes(US_ASCII), certificate.keyPem().getBytes(US_ASCII));
    return echo(TlsContexts.context(key, provider));
  }

  private InetSocketAddress echo(SslContext context) {
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(context.newHandler(channel.alloc()), new Echo());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return (InetSocketAddress) listener.localAddress();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      var unused = context.writeAndFlush(bytes);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable refused) {
      var unused = context.close();
    }
  }

  private static SSLSocket connect(InetSocketAddress address, String protocol) throws IOException {
    return connect(client, address, protocol);
  }

  private static SSLSocket connect(SSLContext client, InetSocketAddress address, String protocol)
      throws IOException {
    SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.connect(address);
    return socket;
  }

  private static int echoed(SSLSocket socket) throws IOException {
    socket.getOutputStream().write('x');
    return socket.getInputStream().read();
  }

  @Test
  void the_native_provider_loads_here() {
    assertThat(OpenSsl.isAvailable()).isTrue();
  }

  /** The native provider takes no EdDSA keys. */
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void every_kind_of_key_shakes_hands(String algorithm, @TempDir Path folder) throws Exception {
    TestCertificate other = TestCertificate.generate(algorithm, folder);
    Path chain = Files.writeString(folder.resolve("tls.crt"), other.chainPem());
    Path key = Files.writeString(folder.resolve("tls.key"), other.keyPem());
    try (TlsContexts contexts =
            new TlsContexts(new TlsSettings(chain, key, Duration.ZERO, Duration.ofMinutes(1)));
        SSLSocket socket =
            connect(TestCertificate.trusting(chain), echo(contexts.get()), "TLSv1.3")) {
      assertThat(echoed(socket)).isEqualTo('x');
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK", "OPENSSL"})
  void a_client_cannot_make_it_shake_hands_again(SslProvider provider) throws Exception {
    try (SSLSocket socket = connect(echo(provider), "TLSv1.2")) {
      assertThat(echoed(socket)).isEqualTo('x');

      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                echoed(socket);
              })
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK", "OPENSSL"})
  void a_client_that_comes_back_goes_on_with_its_session(SslProvider provider) throws Exception {
    InetSocketAddress address = echo(provider);
    long since;
    try (SSLSocket first = connect(address, "TLSv1.2")) {
      assertThat(echoed(first)).isEqualTo('x');
      since = first.getSession().getCreationTime();
    }
    try (SSLSocket again = connect(address, "TLSv1.2")) {
      assertThat(echoed(again)).isEqualTo('x');
      assertThat(again.getSession().getCreationTime()).isEqualTo(since);
    }
  }
}
