package waitingroom.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import waitingroom.testkit.ReverseProxy.Kind;
import waitingroom.testkit.ReverseProxy.Ports;

/** A proxy for each configuration of {@code conf/proxies}, in front of one shop and one node. */
public final class Doors implements AutoCloseable {
  private final Path folder;
  private final Map<Kind, Integer> ports = new EnumMap<>(Kind.class);
  private final Map<Kind, ReverseProxy> proxies = new EnumMap<>(Kind.class);

  private Doors(Path folder) {
    this.folder = folder;
  }

  /**
   * Chooses their ports, which the settings of a node may name.
   *
   * @param folder for their files
   */
  public static Doors in(Path folder) throws IOException {
    Doors doors = new Doors(folder);
    for (Kind kind : Kind.values()) {
      doors.ports.put(kind, freePort());
    }
    return doors;
  }

  /** The hosts that visitors see, with their ports. */
  public List<String> hosts() {
    return ports.values().stream().map(port -> "127.0.0.1:" + port).toList();
  }

  /** Starts those that are installed. */
  public void open(TestNode node, EchoShop shop) throws IOException {
    for (Kind kind : Kind.values()) {
      if (kind.installed()) {
        int door = Objects.requireNonNull(ports.get(kind));
        proxies.put(kind, another(kind, door, node.visitor().base().getPort(), node, shop));
      }
    }
  }

  /** Starts one more. */
  public ReverseProxy another(Kind kind, int door, int waitingRoom, TestNode node, EchoShop shop)
      throws IOException {
    Path own = Files.createTempDirectory(folder, kind.name());
    Files.writeString(
        own.resolve("waiting-room.pem"), node.visitor().get("/public_key.pem").text());
    return ReverseProxy.start(kind, new Ports(door, waitingRoom, shop.port()), own);
  }

  /** The proxy; ends the test if its program is not installed. */
  public ReverseProxy of(Kind kind) {
    needs(kind);
    return Objects.requireNonNull(proxies.get(kind));
  }

  /** Ends the test if the program is not installed: fails in CI, skips elsewhere. */
  public static void needs(Kind kind) {
    NodeScript.needs(
        kind.installed(),
        kind.program() + " is not installed, so conf/proxies is not tested with it");
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  @Override
  public void close() {
    proxies.values().forEach(ReverseProxy::close);
  }
}
