package waitingroom.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that answers each request with the next bytes it was told, whatever they are. */
final class ScriptedServer implements AutoCloseable {
  private record Script(String bytes, boolean close) {}

  private final ServerSocket listener;
  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedServer(ServerSocket listener) {
    this.listener = listener;
  }

  static ScriptedServer start() {
    return start(ServerSocketFactory.getDefault());
  }

  static ScriptedServer start(ServerSocketFactory sockets) {
    try {
      ScriptedServer server =
          new ScriptedServer(sockets.createServerSocket(0, 16, InetAddress.getLoopbackAddress()));
      inBackground(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "scripted server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  void answers(String... bytes) {
    for (String each : bytes) {
      scripts.add(new Script(each, each.startsWith("HTTP/1.0")));
    }
  }

  void answersAndCloses(String bytes) {
    scripts.add(new Script(bytes, true));
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  /** Request lines, and the headers that tell requests apart. */
  List<String> heard() {
    return heard;
  }

  boolean closedByClient() {
    try {
      return closed.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        inBackground(() -> serve(socket));
      }
    } catch (IOException stopped) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      while (head(reader)) {
        requests.incrementAndGet();
        Script script = scripts.take();
        socket.getOutputStream().write(script.bytes().getBytes(ISO_8859_1));
        if (script.close()) {
          return;
        }
      }
    } catch (IOException gone) {
      // the client closed it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed.countDown();
  }

  private boolean head(BufferedReader reader) throws IOException {
    int length = 0;
    String line = reader.readLine();
    if (line == null) {
      return false;
    }
    while (!line.isEmpty()) {
      if (line.endsWith("HTTP/1.1") || line.startsWith("host:") || line.startsWith("webhook-id")) {
        heard.add(line);
      }
      if (line.startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
      line = reader.readLine();
      if (line == null) {
        return false;
      }
    }
    return reader.skip(length) == length;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
