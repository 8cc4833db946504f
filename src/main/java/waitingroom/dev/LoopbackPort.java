package waitingroom.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import waitingroom.tool.StartException;

/** A free TCP port on 127.0.0.1. */
final class LoopbackPort {
  private LoopbackPort() {}

  /**
   * Checks the wished port by binding it, or picks a free one.
   *
   * @param wished 1 to 65535, or 0 to pick
   * @param setting name of this port for the message
   * @throws StartException when the wished port is taken
   */
  static int free(int wished, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port with connections in TIME_WAIT counts as free: Cassandra binds in the same way.
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

  static InetSocketAddress address(int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }
}
