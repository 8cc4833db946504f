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
import waitingroom.beacon.relay.BeaconSettings;
import waitingroom.event.webhook.WebhookSettings;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.PublicSettings;
import waitingroom.lease.LeaseSettings;
import waitingroom.oidc.OidcSettings;
import waitingroom.outbound.AddressBlock;
import waitingroom.page.PageSettings;
import waitingroom.projection.ProjectionSettings;
import waitingroom.rehearsal.RehearsalSettings;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.WaitingRoomsSettings;
import waitingroom.stream.StreamSettings;
import waitingroom.trace.TraceSettings;

/**
 * Settings under {@code waiting-room}, read once and checked at the start. {@code
 * waiting-room.conf} describes each of them.
 *
 * @param bootstrap find the other nodes through Akka Management instead of seed nodes
 * @param leaveNotice how long a stopping node reports it in its readiness before it closes its
 *     listeners
 * @param logSigningFile key that signs what is published about draws; empty: none is signed
 * @param keepAudit retention of the audit trail
 * @param outboundAllowed private addresses that the node may call, also by plain HTTP
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
    Optional<Path> logSigningFile,
    Duration checkSecretsEvery,
    SigningSettings signing,
    AuthorizerSettings authorizer,
    OidcSettings oidc,
    WaitingRoomsSettings rooms,
    StreamSettings streams,
    ProjectionSettings projections,
    WebhookSettings webhooks,
    MonitorSettings alarms,
    Duration keepAudit,
    PageSettings pages,
    TraceSettings tracing,
    RehearsalSettings rehearsal,
    LeaseSettings lease,
    BeaconSettings beacon,
    List<AddressBlock> outboundAllowed) {

  /**
   * Reads and checks all settings.
   *
   * @throws IllegalArgumentException whose message names the setting and says what to do
   */
  public static Settings from(Config root) {
    try {
      return read(Block.of(root));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("Wrong setting: " + e.getMessage(), e);
    }
  }

  private static Settings read(Block config) {
    Block secrets = config.block("secrets");
    String publicIssuer = ListenersReader.issuer(config.block("public"));
    OidcSettings oidc = OidcReader.read(config.block("oidc"), publicIssuer);
    Duration checkEvery =
        secrets.between("check-every", Duration.ofMillis(10), Duration.ofHours(1));
    List<AddressBlock> outboundAllowed = config.addresses("outbound.allow");
    Settings settings =
        new Settings(
            config.flag("cluster.bootstrap"),
            config.between("cluster.leave-notice", Duration.ZERO, Duration.ofMinutes(1)),
            config.strings("default-rooms").stream().map(Settings::defaultRoom).toList(),
            ListenersReader.publicListener(config.block("public"), checkEvery),
            ListenersReader.adminListener(config.block("admin"), checkEvery),
            config.text("admin.access-keys-file").map(Path::of),
            BearerReader.read(config.block("admin.bearer")),
            SignInReader.read(config.block("admin")),
            requiredFile(secrets, "master-secret-file", "WAITING_ROOM_MASTER_SECRET_FILE"),
            requiredFile(secrets, "signing-keys-file", "WAITING_ROOM_SIGNING_KEYS_FILE"),
            secrets.text("log-signing-file").map(Path::of),
            checkEvery,
            SigningReader.read(config.block("tokens")),
            AuthorizerReader.read(config.block("authorizer"), List.of(publicIssuer, oidc.issuer())),
            oidc,
            RoomsReader.read(config.block("rooms")),
            StreamsReader.read(config.block("stream")),
            ProjectionsReader.read(config),
            WebhooksReader.read(config.block("events.webhooks"), outboundAllowed),
            AlarmsReader.read(config.block("alarms")),
            config.block("audit").retention("keep"),
            PagesReader.read(config.block("pages")),
            TracingReader.read(config.block("tracing")),
            rehearsal(config.block("rehearsal")),
            lease(config.block("lease")),
            BeaconReader.read(config.block("beacon")),
            outboundAllowed);
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

  private static RehearsalSettings rehearsal(Block config) {
    return new RehearsalSettings(
        config.between("time", Duration.ZERO, Duration.ofMinutes(1)), config.flag("before-ready"));
  }

  private static LeaseSettings lease(Block config) {
    return new LeaseSettings(
        config.between("renew-every", Duration.ofMillis(200), Duration.ofSeconds(5)),
        config.between("keep-extra", Duration.ofSeconds(1), Duration.ofMinutes(1)),
        config.between("wait-extra", Duration.ofSeconds(1), Duration.ofMinutes(1)),
        config.between("stop-after", Duration.ZERO, Duration.ofMinutes(1)));
  }

  private static Path requiredFile(Block config, String name, String environment) {
    return config
        .text(name)
        .map(Path::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "waiting-room.secrets."
                        + name
                        + " is not set: name the file in "
                        + environment));
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
}
