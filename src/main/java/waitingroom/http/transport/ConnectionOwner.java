package waitingroom.http.transport;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Key of the client behind a connection, as far as its address tells. */
final class ConnectionOwner {
  private ConnectionOwner() {}

  /**
   * A key that connections of one client share: its address, or the first 64 bits of that in IPv6,
   * of which a single home has them all (RFC 6177).
   */
  static Object of(@Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress internet) || internet.getAddress() == null) {
      return "";
    }
    return internet.getAddress() instanceof Inet6Address six
        ? ByteBuffer.wrap(six.getAddress()).getLong()
        : internet.getAddress();
  }
}
