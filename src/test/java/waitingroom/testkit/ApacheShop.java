package waitingroom.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A shop of one page behind Apache's mod_auth_openidc with the settings it has by itself. */
public final class ApacheShop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");

  private final Process process;
  private final int port;

  private ApacheShop(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether Apache and the module are there. */
  public static boolean installed() {
    return Files.isExecutable(PROGRAM) && Files.exists(MODULES.resolve("mod_auth_openidc.so"));
  }

  /** Its redirect URI. */
  public static String redirectUri(int port) {
    return "http://127.0.0.1:" + port + "/callback";
  }

  /**
   * Starts the shop and waits until it listens.
   *
   * @param folder for its files; made readable for other users along with its parent, because
   *     Apache started by root runs as another user
   */
  public static ApacheShop start(int port, String issuer, OpenIdShop client, Path folder)
      throws IOException {
    for (Path each : List.of(folder, folder.resolve(".."))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path pages = Files.createDirectory(folder.resolve("pages"));
    Files.writeString(pages.resolve("checkout.txt"), "inside");
    Path configuration = folder.resolve("apache.conf");
    Files.writeString(configuration, configuration(port, issuer, client, folder));
    Path log = folder.resolve("output.log");
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-f", configuration.toString(), "-DFOREGROUND")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ApacheShop shop = new ApacheShop(process, port);
    Awaitility.await("Apache listens").atMost(PATIENCE).until(() -> shop.listens(log));
    return shop;
  }

  private static String configuration(int port, String issuer, OpenIdShop client, Path folder) {
    StringBuilder modules = new StringBuilder();
    for (String module :
        List.of("mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc")) {
      modules.append("LoadModule %s_module %s/mod_%1$s.so%n".formatted(module, MODULES));
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    return """
        ServerRoot %1$s
        ServerName localhost
        Listen 127.0.0.1:%2$s
        PidFile %1$s/apache.pid
        ErrorLog %1$s/error.log
        DocumentRoot %1$s/pages
        %3$s
        %4$s
        OIDCProviderMetadataURL %5$s/.well-known/openid-configuration
        OIDCClientID %6$s
        OIDCClientSecret %7$s
        OIDCRedirectURI %8$s
        OIDCCryptoPassphrase not-a-secret-of-anything
        <Location />
          AuthType openid-connect
          Require valid-user
        </Location>
        """
        .formatted(
            folder,
            port,
            modules,
            root ? "User www-data\nGroup www-data\n" : "",
            issuer,
            client.room().id(),
            client.secret(),
            redirectUri(port));
  }

  private boolean listens(Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Apache does not start: " + Files.readString(log));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The URL of its page. */
  public URI page() {
    return URI.create("http://127.0.0.1:" + port + "/checkout.txt");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
