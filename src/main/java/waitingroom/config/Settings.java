package waitingroom.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import waitingroom.access.BearerSettings;
import waitingroom.access.signin.SignInSettings;
import waitingroom.alarm.watch.MonitorSettings;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.event.webhook.WebhookSettings;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.server.RateLimitSettings;
import waitingroom.oidc.OidcSettings;
import waitingroom.page.PageSettings;
import waitingroom.projection.ProjectionSettings;
import waitingroom.room.Housekeeping;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.WaitingRoomsSettings;
import waitingroom.room.commit.GroupCommitLimits;
import waitingroom.stream.StreamSettings;
import waitingroom.trace.TraceSettings;

/**
 * Everything under {@code waiting-room} in the configuration, read once and checked at the start.
 * What each setting does stands beside it in {@code waiting-room.conf}.
 *
 * @param bootstrap find the other nodes through Akka Management in place of seed nodes
 * @param leaveNotice how long a node that stops says so in its readiness before it closes its doors
 * @param keepAudit how long entries of the audit trail are kept
 */
public record Settings(
    boolean bootstrap,
    Duration leaveNotice,
    List<RoomId> defaultRooms,
    PublicSettings publicListener,
    AdminSettings adminListener,
    Optional<Path> accessKeysFile,
    Optional<BearerSettings> bearer,
    SignInSettings signIn,
    Path masterSecretFile,
    Path signingKeysFile,
    Duration checkSecretsEvery,
    Signing signing,
    AuthorizerSettings authorizer,
    OidcSettings oidc,
    WaitingRoomsSettings rooms,
    StreamSettings streams,
    ProjectionSettings projections,
    WebhookSettings webhooks,
    MonitorSettings alarms,
    Duration keepAudit,
    PageSettings pages,
    TraceSettings tracing) {

  /**
   * How tokens are signed.
   *
   * @param threads that sign, at least 1
   * @param queueMax tokens that may wait to be signed
   * @param provider who computes signatures
   */
  public record Signing(int threads, int queueMax, Provider provider) {
    /** Who computes signatures. */
    public enum Provider {
      /** The native provider where it loads, else the JDK; ES256 in Java. */
      AUTO,
      /** The JDK; ES256 in Java. */
      JDK,
      /** The native provider for all. */
      NATIVE
    }
  }

  /**
   * Reads and checks.
   *
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  public static Settings from(Config root) {
    try {
      return read(root.getConfig("waiting-room"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("Wrong setting: " + e.getMessage(), e);
    }
  }

  /** Bodies are read into memory whole. */
  private static final long BODY_BYTES_MIN = 1 << 10;

  private static final long BODY_BYTES_MAX = 1 << 20;
  static final int ISSUER_CHARS_MAX = 256;

  /** A batch carries its number of joins only. */
  private static final int JOINS_PER_BATCH_MAX = 10_000;

  /**
   * A claim and its answer take up to 1.3 KB, and a batch must fit a message between two nodes
   * ({@code maximum-frame-size} in {@code cluster.conf}).
   */
  static final int SESSIONS_PER_BATCH_MAX = 800;

  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Settings read(Config config) {
    Config secrets = config.getConfig("secrets");
    String publicIssuer = issuer(config.getConfig("public"));
    OidcSettings oidc = OidcReader.read(config.getConfig("oidc"), publicIssuer);
    Duration checkEvery =
        between(secrets, "check-every", Duration.ofMillis(10), Duration.ofHours(1));
    Settings settings =
        new Settings(
            config.getBoolean("cluster.bootstrap"),
            between(config, "cluster.leave-notice", Duration.ZERO, MINUTE),
            config.getStringList("default-rooms").stream().map(Settings::defaultRoom).toList(),
            publicListener(config.getConfig("public"), checkEvery),
            adminListener(config.getConfig("admin"), checkEvery),
            text(config, "admin.access-keys-file").map(Path::of),
            BearerReader.read(config.getConfig("admin.bearer")),
            SignInReader.read(config.getConfig("admin")),
            requiredFile(secrets, "master-secret-file", "WAITING_ROOM_MASTER_SECRET_FILE"),
            requiredFile(secrets, "signing-keys-file", "WAITING_ROOM_SIGNING_KEYS_FILE"),
            checkEvery,
            SigningReader.read(config.getConfig("tokens")),
            AuthorizerReader.read(
                config.getConfig("authorizer"), List.of(publicIssuer, oidc.issuer())),
            oidc,
            rooms(config.getConfig("rooms")),
            StreamsReader.read(config.getConfig("stream")),
            ProjectionsReader.read(config),
            WebhooksReader.read(config.getConfig("events.webhooks")),
            AlarmsReader.read(config.getConfig("alarms")),
            AlarmsReader.keep(config.getConfig("audit"), "keep"),
            PagesReader.read(config.getConfig("pages")),
            TracingReader.read(config.getConfig("tracing")));
    if (settings.accessKeysFile().isEmpty()
        && settings.bearer().isEmpty()
        && settings.signIn().openId().isEmpty()) {
      throw new IllegalArgumentException(
          "Nobody could use the admin listener: set waiting-room.admin.access-keys-file"
              + " (WAITING_ROOM_ACCESS_KEYS_FILE), waiting-room.admin.bearer.issuer or"
              + " waiting-room.admin.openid.issuer");
    }
    return settings;
  }

  private static PublicSettings publicListener(Config config, Duration checkEvery) {
    Config cache = config.getConfig("cache");
    Config limit = config.getConfig("rate-limit");
    return new PublicSettings(
        config.getString("host"),
        port(config),
        issuer(config),
        bodyMax(config),
        threads(config, "event-loops"),
        new PublicSettings.Cache(
            between(cache, "counters", 1, 5),
            between(cache, "public-key", 1, 86_400),
            between(cache, "queue-num", 1, 31_536_000)),
        new RateLimitSettings(
            between(limit, "requests-per-second", 0, 1_000_000),
            between(limit, "burst", 1, 1_000_000),
            between(limit, "addresses-max", 1, 100_000_000),
            text(limit, "address-header")),
        TlsReader.read(config, checkEvery));
  }

  private static AdminSettings adminListener(Config config, Duration checkEvery) {
    return new AdminSettings(
        config.getString("host"),
        port(config),
        issuer(config),
        bodyMax(config),
        // Less than akka.http.server.idle-timeout, which cuts the connection without an answer.
        between(config, "request-timeout", Duration.ofSeconds(1), Duration.ofSeconds(55)),
        TlsReader.read(config, checkEvery));
  }

  private static String issuer(Config listener) {
    String issuer =
        text(listener, "issuer")
            .orElse(
                TlsReader.scheme(listener)
                    + "://"
                    + listener.getString("host")
                    + ":"
                    + listener.getInt("port")
                    + "/api");
    if (issuer.length() > ISSUER_CHARS_MAX) {
      throw refused(listener, "issuer", "must have at most " + ISSUER_CHARS_MAX + " characters");
    }
    return issuer;
  }

  /** 0 stands for one per core. */
  static int threads(Config config, String path) {
    int threads = between(config, path, 0, 1024);
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private static WaitingRoomsSettings rooms(Config config) {
    return new WaitingRoomsSettings(
        between(config, "ask-timeout", TENTH, MINUTE),
        new Housekeeping.Settings(
            between(config, "look-every", TENTH, Duration.ofSeconds(3)),
            between(config, "position-expiry-check-interval", Duration.ZERO, Duration.ofHours(1))),
        groupCommit(config.getConfig("joins"), JOINS_PER_BATCH_MAX),
        groupCommit(config.getConfig("sessions"), SESSIONS_PER_BATCH_MAX));
  }

  private static GroupCommitLimits groupCommit(Config config, int perBatchMax) {
    return new GroupCommitLimits(
        between(config, "batch-size-max", 1, perBatchMax),
        between(config, "waiting-max", 1, 10_000_000),
        between(config, "deadline", TENTH, MINUTE),
        between(config, "rest-max", Duration.ZERO, Duration.ofSeconds(1)));
  }

  private static Path requiredFile(Config config, String name, String environment) {
    return text(config, name)
        .map(Path::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "waiting-room.secrets."
                        + name
                        + " is not set: name the file in "
                        + environment));
  }

  static Optional<String> text(Config config, String name) {
    return Optional.of(config.getString(name).trim()).filter(text -> !text.isEmpty());
  }

  private static int port(Config config) {
    return between(config, "port", 0, 65_535);
  }

  private static RoomId defaultRoom(String name) {
    return RoomId.parse(name)
        .filter(room -> !room.equals(RoomId.TAKEN))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "waiting-room.default-rooms has \""
                        + name
                        + "\": "
                        + RoomId.RULE
                        + ", nor 'live'"));
  }

  private static long bodyMax(Config config) {
    long value = config.getBytes("body-max");
    if (value < BODY_BYTES_MIN || value > BODY_BYTES_MAX) {
      throw refused(config, "body-max", "must be between 1k and 1m, not " + value + " bytes");
    }
    return value;
  }

  static int between(Config config, String name, int min, int max) {
    int value = config.getInt(name);
    if (value < min || value > max) {
      throw refused(config, name, "must be between %s and %s, not %s".formatted(min, max, value));
    }
    return value;
  }

  static Duration between(Config config, String name, Duration min, Duration max) {
    Duration value = config.getDuration(name);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refused(
          config,
          name,
          "must be between %s ms and %s ms, not %s ms"
              .formatted(min.toMillis(), max.toMillis(), value.toMillis()));
    }
    return value;
  }

  /** With the place where it was set, since the same names stand in several blocks. */
  static IllegalArgumentException refused(Config config, String name, String rule) {
    return new IllegalArgumentException(
        "%s %s (%s)".formatted(name, rule, config.getValue(name).origin().description()));
  }
}
