package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real reverse proxy with a configuration from {@code conf/proxies}, on loopback ports. */
public final class ReverseProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path CONFIGURATIONS = Path.of("conf", "proxies");

  /** A program and its files. */
  public enum Kind {
    NGINX("nginx", "nginx.conf", ""),
    HAPROXY_JWT("haproxy", "haproxy-jwt.cfg", ""),
    HAPROXY_FORWARD("haproxy", "haproxy-forward.cfg", "haproxy-forward.lua"),
    APACHE("apache2", "apache.conf", "apache.lua"),
    CADDY("caddy", "Caddyfile", "");

    private final String program;
    private final String configuration;
    private final String script;

    Kind(String program, String configuration, String script) {
      this.program = program;
      this.configuration = configuration;
      this.script = script;
    }

    private List<String> files() {
      return script.isEmpty() ? List.of(configuration) : List.of(configuration, script);
    }

    /** The required program. */
    public String program() {
      return program;
    }

    public boolean installed() {
      return path().isPresent();
    }

    /** By a variable of its name too: whoever does not want its server unpacks a package only. */
    private Optional<Path> path() {
      Stream<Path> usual =
          Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
              .map(folder -> Path.of(folder, program));
      String named = System.getenv(program.toUpperCase(Locale.ROOT));
      return Stream.concat(Stream.ofNullable(named).map(Path::of), usual)
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  /** The ports that replace 8000, 8080 and 8081 in the configurations. */
  public record Ports(int door, int waitingRoom, int shop) {}

  private final Process process;
  private final Ports ports;

  private ReverseProxy(Process process, Ports ports) {
    this.process = process;
    this.ports = ports;
  }

  /**
   * Starts a proxy and waits until it listens.
   *
   * @param folder for its files; made readable for other users along with its parent, because a
   *     proxy started by root runs as another user
   */
  public static ReverseProxy start(Kind kind, Ports ports, Path folder) throws IOException {
    for (Path each : List.of(folder, folder.resolve(".."))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String file : kind.files()) {
      String text = Files.readString(CONFIGURATIONS.resolve(file));
      Files.writeString(
          folder.resolve(file),
          text.replace("127.0.0.1:8000", "127.0.0.1:" + ports.door())
              .replace("127.0.0.1:8080", "127.0.0.1:" + ports.waitingRoom())
              .replace("127.0.0.1:8081", "127.0.0.1:" + ports.shop()));
    }
    Path log = folder.resolve("output.log");
    ProcessBuilder builder =
        new ProcessBuilder(command(kind, folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    ReverseProxy proxy = new ReverseProxy(process, ports);
    Awaitility.await(kind + " listens").atMost(PATIENCE).until(() -> proxy.listens(log));
    return proxy;
  }

  /** The URL for visitors. */
  public String base() {
    return "http://127.0.0.1:" + ports.door();
  }

  private boolean listens(Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The proxy does not start: " + Files.readString(log));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.door())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static List<String> command(Kind kind, Path folder) throws IOException {
    String file = folder.resolve(kind.configuration).toString();
    return switch (kind) {
      case HAPROXY_JWT, HAPROXY_FORWARD -> List.of("haproxy", "-db", "-f", file);
      case NGINX -> List.of("nginx", "-p", folder.toString(), "-c", nginx(folder, file));
      case APACHE -> List.of("apache2", "-f", apache(folder, file), "-DFOREGROUND");
      case CADDY ->
          List.of(
              kind.path().orElseThrow().toString(),
              "run",
              "--adapter",
              "caddyfile",
              "--config",
              caddy(folder, file));
    };
  }

  /** The equivalent of the distribution's nginx.conf around the files of conf.d. */
  private static String nginx(Path folder, String file) throws IOException {
    return written(
        folder.resolve("main.conf"),
        """
        daemon off;
        %spid %s/nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include %s;
        }
        """
            .formatted(root() ? "user root;\n" : "", folder, file));
  }

  /** The equivalent of the distribution's apache2.conf around a site, with the modules it needs. */
  private static String apache(Path folder, String file) throws IOException {
    StringBuilder modules = new StringBuilder();
    for (String module : List.of("mpm_event", "authz_core", "lua", "proxy", "proxy_http")) {
      modules.append(
          "LoadModule %s_module /usr/lib/apache2/modules/mod_%1$s.so%n".formatted(module));
    }
    return written(
        folder.resolve("main.conf"),
        """
        ServerRoot %s
        ServerName localhost
        PidFile %1$s/apache.pid
        ErrorLog %1$s/error.log
        %s%sInclude %s
        """
            .formatted(folder, modules, root() ? "User www-data\nGroup www-data\n" : "", file));
  }

  /** The file without the port by which a running Caddy is configured. */
  private static String caddy(Path folder, String file) throws IOException {
    return written(
        folder.resolve("main.caddyfile"),
        "{\n\tadmin off\n}\n\n" + Files.readString(Path.of(file)));
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String written(Path file, String text) throws IOException {
    return Files.write(file, text.getBytes(UTF_8)).toString();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
