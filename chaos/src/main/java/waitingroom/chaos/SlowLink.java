package waitingroom.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * TCP relay that delays every byte in both directions, since not every kernel can delay packets.
 */
final class SlowLink implements AutoCloseable {
  private static final int PIECE_BYTES = 16 * 1024;

  /** Work on a connection; ends when the connection breaks. */
  private interface Work {
    void run() throws IOException;
  }

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final long delayMillis;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Single thread, so that pieces due at the same time are written in order of arrival. */
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /**
   * Listens on a free port.
   *
   * @param host the address on which to listen
   */
  SlowLink(String host, InetSocketAddress target, long delayMillis) {
    this.target = target;
    this.delayMillis = delayMillis;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getByName(host));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    onThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = listener.accept();
      open.add(near);
      onThread(() -> connect(near));
    }
  }

  private void connect(Socket near) throws IOException {
    Socket far;
    try {
      far = new Socket(target.getAddress(), target.getPort());
    } catch (ConnectException nobody) {
      near.close();
      return;
    }
    open.add(far);
    onThread(() -> pass(far, near));
    pass(near, far);
  }

  private void pass(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[PIECE_BYTES];
    try {
      for (int n = from.getInputStream().read(buffer); n >= 0; ) {
        byte[] piece = Arrays.copyOf(buffer, n);
        later(() -> to.getOutputStream().write(piece));
        n = from.getInputStream().read(buffer);
      }
    } finally {
      later(to::close);
    }
  }

  private void later(Work work) {
    var unused = clock.schedule(tolerant(work), delayMillis, TimeUnit.MILLISECONDS);
  }

  private static void onThread(Work work) {
    Thread thread = new Thread(tolerant(work), "slow-link");
    thread.setDaemon(true);
    thread.start();
  }

  private static Runnable tolerant(Work work) {
    return () -> {
      try {
        work.run();
      } catch (IOException broken) {
        // The other end notices.
      }
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
