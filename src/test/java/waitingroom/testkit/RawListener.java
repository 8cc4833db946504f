package waitingroom.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A listener to which bytes are sent as they are.
 *
 * @param tls trusts its certificate; null: it speaks no TLS
 */
public record RawListener(URI base, @Nullable SSLContext tls) {
  /** A connection for HTTP/1.1. */
  public Socket connect() throws IOException {
    return connect("http/1.1");
  }

  /** A connection for HTTP/2. */
  public Socket connectForHttp2() throws IOException {
    return connect("h2");
  }

  private Socket connect(String protocol) throws IOException {
    if (tls == null) {
      return new Socket(base.getHost(), base.getPort());
    }
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(base.getHost(), base.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
