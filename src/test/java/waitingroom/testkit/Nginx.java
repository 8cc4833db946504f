package waitingroom.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A real nginx with a configuration of its own, as a second opinion or a yardstick. */
public final class Nginx implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Tells whether the program is there. */
  public static boolean installed() {
    return List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
  }

  /**
   * Starts it with one server on a free port of the loopback, and waits until it listens.
   *
   * @param workers its processes
   * @param listen what follows the address in {@code listen}, such as {@code ssl}
   * @param server further directives of the server
   * @param folder for its files
   */
  public static Nginx start(int workers, String listen, String server, Path folder)
      throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = freePort();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        daemon off;
        %sworker_processes %d;
        pid %s/nginx.pid;
        error_log /dev/null;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          keepalive_requests 1000000000;
          server_tokens off;
          server {
            listen 127.0.0.1:%d %s;
            %s
          }
        }
        """
            .formatted(
                "root".equals(System.getProperty("user.name")) ? "user root;\n" : "",
                workers,
                folder,
                port,
                listen,
                server));
    Path log = folder.resolve("output.log");
    Process process =
        new ProcessBuilder("nginx", "-p", folder.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    Awaitility.await("nginx listens").atMost(PATIENCE).until(() -> nginx.listens(log));
    return nginx;
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private boolean listens(Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("nginx does not start: " + Files.readString(log));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /** The process id of its master. */
  public long pid() {
    return process.pid();
  }

  /** Ends it, with its workers. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
