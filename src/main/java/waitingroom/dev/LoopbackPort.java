package waitingroom.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import waitingroom.tool.StartException;

/** A TCP port on 127.0.0.1 that nobody listens on. */
final class LoopbackPort {
  private LoopbackPort() {}

  /**
   * Checks a wished port by binding it, or picks a free one.
   *
   * @param wished 1 to 65535, or 0 to pick
   * @param setting what the person calls this port, for the message
   * @throws StartException when somebody listens on the wished port
   */
  static int free(int wished, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port of connections that ended a moment ago is free enough: Cassandra binds in the same
      // way.
      socket.setReuseAddress(true);
      socket.bind(address(wished));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException(
          "Port "
              + wished
              + " on 127.0.0.1 is taken: stop the program that listens on it, or choose another "
              + setting
              + ".",
          e);
    }
  }

  /** 127.0.0.1 with this port. */
  static InetSocketAddress address(int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }
}
