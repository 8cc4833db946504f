package waitingroom.dev;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Checks whether a server speaks CQL: sends one OPTIONS frame of the native protocol, version 4,
 * which needs no login and is answered with SUPPORTED (native_protocol_v4.spec, sections 2 and
 * 4.1.3).
 */
final class CqlProbe {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};
  private static final int RESPONSE_V4 = 0x84;
  private static final int SUPPORTED = 0x06;

  private CqlProbe() {}

  /** Whether the address answers; false also when nothing listens there. */
  static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(OPTIONS);
      byte[] header = new byte[OPTIONS.length];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return (header[0] & 0xff) == RESPONSE_V4 && header[4] == SUPPORTED;
    } catch (IOException e) {
      return false;
    }
  }
}
