package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.Node;
import waitingroom.access.Role;
import waitingroom.dev.DevSecrets;
import waitingroom.http.HttpListeners.Bound;
import waitingroom.store.FormatBoard;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/**
 * A real node in the JVM of the test: a single-node cluster on free loopback ports, with {@link
 * TestCassandra} as its database and its own secrets in a folder that is deleted with it.
 */
public final class TestNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Rooms of all nodes of this JVM: those of one profile share a keyspace. */
  private static final AtomicInteger ROOMS = new AtomicInteger();

  /** The state that survives a restart. */
  private record Setup(
      Config config,
      Clock clock,
      DevSecrets secrets,
      TestIssuer issuer,
      Path folder,
      FormatBoard formats) {

    Setup reading(int newest) {
      return new Setup(config, clock, secrets, issuer, folder, new FormatBoard(newest));
    }
  }

  private final Setup setup;
  private final Node node;
  private final Bound bound;
  private final HttpClient http;

  private TestNode(Setup setup, Node node, Bound bound) {
    this.setup = setup;
    this.node = node;
    this.bound = bound;
    this.http = client(setup.config());
  }

  /**
   * Starts a node and waits until it is ready.
   *
   * @param test names the keyspace
   * @param settings HOCON that overrides {@code waiting-room.conf} and the rest
   */
  public static TestNode start(Class<?> test, Clock clock, String settings) {
    return start(TestCassandra.shared().keyspaceFor(test), clock, settings);
  }

  static TestNode start(Profile profile, Clock clock) {
    return start(TestCassandra.shared().keyspaceFor(profile), clock, profile.settings());
  }

  private static TestNode start(String keyspace, Clock clock, String settings) {
    TestCassandra cassandra = TestCassandra.shared();
    Path folder = Folders.temporary("waiting-room-node");
    DevSecrets secrets =
        DevSecrets.in(
            folder.resolve("secrets"), () -> SigningKeys.generate(SigningAlgorithm.RS256));
    addRoles(secrets);
    TestIssuer issuer = TestIssuer.in(folder, clock);
    Config config =
        ConfigFactory.parseString(settings)
            .withFallback(ConfigFactory.parseMap(ownSettings(secrets)))
            .withFallback(issuer.settings())
            .withFallback(cassandra.akkaConfig(keyspace))
            .withFallback(ConfigFactory.load())
            .resolve();
    return start(
        new Setup(config, clock, secrets, issuer, folder, new FormatBoard(FormatBoard.NEWEST)));
  }

  private static TestNode start(Setup setup) {
    TestNode started = startOnly(setup);
    Cluster cluster = Cluster.get(started.node.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    await(started.node.ready());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> started.visitor().get("/health/ready").status() == 200);
    return started;
  }

  private static TestNode startOnly(Setup setup) {
    Node node = Node.start(setup.config(), setup.formats(), setup.clock());
    return new TestNode(setup, node, await(node.listeners()));
  }

  private static Map<String, Object> ownSettings(DevSecrets secrets) {
    return Map.ofEntries(
        Map.entry("akka.remote.artery.canonical.port", 0),
        Map.entry("akka.coordinated-shutdown.exit-jvm", "off"),
        Map.entry("akka.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"),
        Map.entry("akka.cluster.jmx.multi-mbeans-in-same-jvm", "on"),
        Map.entry("akka.jvm-exit-on-fatal-error", "off"),
        Map.entry("waiting-room.public.port", 0),
        Map.entry("waiting-room.public.issuer", "https://public.example/api"),
        Map.entry("waiting-room.admin.port", 0),
        Map.entry("waiting-room.admin.issuer", "https://private.example/api"),
        Map.entry("waiting-room.secrets.check-every", "20ms"),
        Map.entry("waiting-room.rooms.look-every", "100ms"),
        Map.entry("waiting-room.secrets.master-secret-file", secrets.masterSecret().toString()),
        Map.entry("waiting-room.secrets.signing-keys-file", secrets.signingKeys().toString()),
        Map.entry("waiting-room.secrets.log-signing-file", secrets.logSigning().toString()),
        Map.entry("waiting-room.admin.access-keys-file", secrets.credentials().toString()));
  }

  /** Adds keys of the other roles; {@code [default]} is an administrator's. */
  private static void addRoles(DevSecrets secrets) {
    StringBuilder profiles = new StringBuilder();
    for (Role role : new Role[] {Role.SHOP, Role.VIEWER, Role.OPERATOR}) {
      String name = role.name().toLowerCase(Locale.ROOT);
      profiles.append(
          "\n[%s]\naws_access_key_id = %s\naws_secret_access_key = %s\nrole = %s\n"
              .formatted(name, keyId(role, secrets), secret(role, secrets), name));
    }
    try {
      Files.writeString(secrets.credentials(), profiles, UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String keyId(Role role, DevSecrets secrets) {
    return role == Role.ADMIN ? secrets.accessKeyId() : secrets.accessKeyId() + role.name();
  }

  private static String secret(Role role, DevSecrets secrets) {
    return role == Role.ADMIN ? secrets.secretAccessKey() : secrets.secretAccessKey() + role.name();
  }

  /** A client of the public listener. */
  public ApiClient visitor() {
    return new ApiClient(
        ApiDescription.Listener.PUBLIC,
        base("public", bound.publicAddress()),
        Credentials.NONE,
        http);
  }

  /** A client of the admin listener without credentials. */
  public ApiClient stranger() {
    return new ApiClient(
        ApiDescription.Listener.ADMIN, base("admin", bound.adminAddress()), Credentials.NONE, http);
  }

  /** A client of the admin listener that signs with a key of that role. */
  public ApiClient signed(Role role) {
    return stranger().with(Credentials.signature(key(role), setup.clock()));
  }

  /** A client of the admin listener that signs with the administrator's key. */
  public ApiClient admin() {
    return signed(Role.ADMIN);
  }

  /** The access key of that role. */
  public AwsCredentialsIdentity key(Role role) {
    return AwsCredentialsIdentity.create(
        keyId(role, setup.secrets()), secret(role, setup.secrets()));
  }

  /** The issuer of the bearer tokens that the admin listener accepts. */
  public TestIssuer issuer() {
    return setup.issuer();
  }

  /** The keyspace with its tables. */
  public String keyspace() {
    return setup.config().getString("akka.persistence.cassandra.journal.keyspace");
  }

  /** The file with the keys that sign tokens. */
  public Path signingKeysFile() {
    return setup.secrets().signingKeys();
  }

  /** Opens a room with a new name. */
  public TestRoom newRoom() {
    return newRoom("{}");
  }

  /** Opens a room with a new name and these settings. */
  public TestRoom newRoom(String settings) {
    TestRoom room = new TestRoom(this, "room-" + ROOMS.incrementAndGet());
    room.open(settings);
    return room;
  }

  /** Restarts the node with the same secrets and data. */
  public TestNode restarted() {
    return restarted(() -> {});
  }

  /** Restarts the node, with an action while it is down. */
  public TestNode restarted(Runnable meanwhile) {
    stop();
    meanwhile.run();
    return start(setup.reading(setup.formats().newest()));
  }

  /** Restarts the node as a version that reads these formats, with the same secrets and data. */
  public TestNode restartedReading(int newest) {
    stop();
    return start(setup.reading(newest));
  }

  /** The same outside of any cluster, where it never gets ready. */
  public TestNode restartedAlone(int newest) {
    stop();
    return startOnly(setup.reading(newest));
  }

  /** Whether it has stopped by itself. */
  public boolean hasStopped() {
    return node.system().getWhenTerminated().toCompletableFuture().isDone();
  }

  @Override
  public void close() {
    stop();
    Folders.delete(setup.folder(), file -> true);
  }

  private void stop() {
    node.system().terminate();
    await(node.system().getWhenTerminated());
  }

  private URI base(String listener, InetSocketAddress address) {
    String scheme = certificate(setup.config(), listener).isEmpty() ? "http" : "https";
    return URI.create(scheme + "://127.0.0.1:" + address.getPort());
  }

  /** A client that trusts the node's certificate, if it has one, and then uses HTTP/2. */
  private static HttpClient client(Config config) {
    String file = certificate(config, "public");
    HttpClient.Builder client = HttpClient.newBuilder();
    return file.isEmpty()
        ? client.version(HttpClient.Version.HTTP_1_1).build()
        : client.sslContext(TestCertificate.trusting(Path.of(file))).build();
  }

  private static String certificate(Config config, String listener) {
    return config.getString("waiting-room." + listener + ".tls.certificate-chain-file");
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
