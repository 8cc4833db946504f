package waitingroom;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waitingroom.access.BearerSettings;
import waitingroom.access.Role;
import waitingroom.http.AdminSettings;
import waitingroom.http.PublicSettings;
import waitingroom.http.RateLimitSettings;
import waitingroom.room.GroupCommitLimits;
import waitingroom.room.RoomId;
import waitingroom.room.WaitingRoomsSettings;

/**
 * Everything under {@code waiting-room} in the configuration, read once and checked at the start.
 * What each setting does stands beside it in {@code waiting-room.conf}.
 *
 * @param bootstrap find the other nodes through Akka Management in place of seed nodes
 */
public record Settings(
    boolean bootstrap,
    List<RoomId> defaultRooms,
    PublicSettings publicListener,
    AdminSettings adminListener,
    Optional<Path> accessKeysFile,
    Optional<BearerSettings> bearer,
    Path masterSecretFile,
    Path signingKeysFile,
    Duration checkSecretsEvery,
    Signing signing,
    WaitingRoomsSettings rooms) {

  /**
   * How tokens are signed.
   *
   * @param threads that sign, at least 1
   * @param queueMax tokens that may wait to be signed
   * @param jdkOnly never use the native provider
   */
  public record Signing(int threads, int queueMax, boolean jdkOnly) {}

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

  private static Settings read(Config config) {
    Config secrets = config.getConfig("secrets");
    Settings settings =
        new Settings(
            config.getBoolean("cluster.bootstrap"),
            config.getStringList("default-rooms").stream().map(RoomId::new).toList(),
            publicListener(config.getConfig("public")),
            adminListener(config.getConfig("admin")),
            text(config, "admin.access-keys-file").map(Path::of),
            bearer(config.getConfig("admin.bearer")),
            requiredFile(secrets, "master-secret-file", "WAITING_ROOM_MASTER_SECRET_FILE"),
            requiredFile(secrets, "signing-keys-file", "WAITING_ROOM_SIGNING_KEYS_FILE"),
            secrets.getDuration("check-every"),
            signing(config.getConfig("tokens")),
            rooms(config.getConfig("rooms")));
    if (settings.accessKeysFile().isEmpty() && settings.bearer().isEmpty()) {
      throw new IllegalArgumentException(
          "Nobody could use the admin listener: set waiting-room.admin.access-keys-file"
              + " (WAITING_ROOM_ACCESS_KEYS_FILE) or waiting-room.admin.bearer.issuer");
    }
    return settings;
  }

  private static PublicSettings publicListener(Config config) {
    Config cache = config.getConfig("cache");
    Config limit = config.getConfig("rate-limit");
    return new PublicSettings(
        config.getString("host"),
        port(config),
        issuer(config),
        config.getBytes("body-max"),
        new PublicSettings.Cache(
            between(cache, "counters", 1, 5),
            between(cache, "public-key", 1, 86_400),
            between(cache, "queue-num", 1, 31_536_000)),
        new RateLimitSettings(
            between(limit, "requests-per-second", 0, 1_000_000),
            between(limit, "burst", 1, 1_000_000),
            between(limit, "addresses-max", 1, 100_000_000),
            text(limit, "address-header")));
  }

  private static AdminSettings adminListener(Config config) {
    return new AdminSettings(
        config.getString("host"), port(config), issuer(config), config.getBytes("body-max"));
  }

  private static String issuer(Config listener) {
    return text(listener, "issuer")
        .orElse("http://" + listener.getString("host") + ":" + listener.getInt("port") + "/api");
  }

  private static Optional<BearerSettings> bearer(Config config) {
    return text(config, "issuer").map(issuer -> bearer(config, issuer));
  }

  private static BearerSettings bearer(Config config, String issuer) {
    Map<String, Role> roles = new java.util.HashMap<>();
    for (Role role : Role.values()) {
      roles.put(config.getString("roles." + role.name().toLowerCase(java.util.Locale.ROOT)), role);
    }
    BearerSettings.Keys keys =
        text(config, "jwks-url")
            .<BearerSettings.Keys>map(url -> new BearerSettings.JwksUrl(URI.create(url)))
            .or(() -> text(config, "jwks-file").map(f -> new BearerSettings.JwksFile(Path.of(f))))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "waiting-room.admin.bearer has an issuer but no keys: set jwks-url or"
                            + " jwks-file"));
    return new BearerSettings(
        issuer, config.getString("audience"), config.getString("role-claim"), roles, keys);
  }

  private static Signing signing(Config config) {
    int threads = between(config, "signing-threads", 0, 1024);
    String provider = config.getString("crypto-provider");
    if (!provider.equals("auto") && !provider.equals("jdk")) {
      throw new IllegalArgumentException(
          "waiting-room.tokens.crypto-provider must be auto or jdk, not " + provider);
    }
    return new Signing(
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        between(config, "signing-queue-max", 1, 1_000_000),
        provider.equals("jdk"));
  }

  private static WaitingRoomsSettings rooms(Config config) {
    return new WaitingRoomsSettings(
        config.getDuration("ask-timeout"),
        config.getDuration("position-expiry-check-interval"),
        groupCommit(config.getConfig("joins")),
        groupCommit(config.getConfig("sessions")));
  }

  private static GroupCommitLimits groupCommit(Config config) {
    return new GroupCommitLimits(
        between(config, "batch-size-max", 1, 10_000),
        between(config, "waiting-max", 1, 10_000_000),
        config.getDuration("deadline"));
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

  private static Optional<String> text(Config config, String name) {
    return Optional.of(config.getString(name).trim()).filter(text -> !text.isEmpty());
  }

  private static int port(Config config) {
    return between(config, "port", 0, 65_535);
  }

  private static int between(Config config, String name, int min, int max) {
    int value = config.getInt(name);
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be between %d and %d, not %d (%s)"
              .formatted(name, min, max, value, config.getValue(name).origin().description()));
    }
    return value;
  }
}
