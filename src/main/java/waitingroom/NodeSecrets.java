package waitingroom;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.AccessKeys;
import waitingroom.access.Authenticator;
import waitingroom.access.BearerTokens;
import waitingroom.access.KnownKeys;
import waitingroom.access.RunTimeKeys;
import waitingroom.access.signin.SignIn;
import waitingroom.config.Settings;
import waitingroom.config.SigningSettings;
import waitingroom.note.NoteSigner;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundClient;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.WatchedFile;
import waitingroom.ticket.RequestIds;
import waitingroom.token.CryptoProvider;
import waitingroom.token.SigningKeys;

/**
 * Secrets of a node, and everything derived from them alone.
 *
 * @param logSigning key that signs what is published about draws
 * @param addedKeys access keys added at run time; among the {@code knownKeys}
 */
record NodeSecrets(
    MasterSecret master,
    RequestIds requestIds,
    SigningKeys signingKeys,
    Optional<WatchedFile<NoteSigner>> logSigning,
    RunTimeKeys addedKeys,
    KnownKeys knownKeys,
    Authenticator authenticator) {
  private static final Logger log = LoggerFactory.getLogger(NodeSecrets.class);

  /**
   * Reads the files.
   *
   * @param http calls identity providers
   * @throws IllegalArgumentException when one is missing or wrong; the message says what to do
   */
  static NodeSecrets read(Settings settings, OutboundClient http, Clock clock) {
    MasterSecret master = master(settings);
    CryptoProvider crypto = crypto(settings.signing());
    SigningKeys keys =
        new SigningKeys(settings.signingKeysFile(), settings.checkSecretsEvery(), crypto);
    log.info("Tokens: algorithm={} provider={}", keys.active().algorithm(), crypto.name());
    RunTimeKeys added = new RunTimeKeys();
    KnownKeys known = knownKeys(settings, added);
    return new NodeSecrets(
        master,
        new RequestIds(master),
        keys,
        settings
            .logSigningFile()
            .map(file -> new WatchedFile<>(file, NoteSigner::parse, settings.checkSecretsEvery())),
        added,
        known,
        new Authenticator(known, bearerTokens(settings, http, clock), clock));
  }

  /** Stops watching the files and calling others, once the node has stopped. */
  void closeWith(ActorSystem<?> system, SignIn signIn, Outbound outbound) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-secrets",
            () -> {
              signingKeys.close();
              logSigning.ifPresent(WatchedFile::close);
              authenticator.close();
              signIn.close();
              outbound.close();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  private static CryptoProvider crypto(SigningSettings signing) {
    return switch (signing.provider()) {
      case AUTO -> CryptoProvider.fastest();
      case JDK -> CryptoProvider.jdk();
      case NATIVE -> CryptoProvider.nativeForAll();
    };
  }

  private static MasterSecret master(Settings settings) {
    try {
      return MasterSecret.parse(Files.readAllBytes(settings.masterSecretFile()));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read the master secret " + settings.masterSecretFile() + ": make sure it exists",
          e);
    }
  }

  private static KnownKeys knownKeys(Settings settings, RunTimeKeys added) {
    return new KnownKeys(
        settings
            .accessKeysFile()
            .map(file -> new AccessKeys(file, settings.checkSecretsEvery()))
            .orElse(null),
        added);
  }

  private static @Nullable BearerTokens bearerTokens(
      Settings settings, OutboundClient http, Clock clock) {
    return settings
        .bearer()
        .map(bearer -> new BearerTokens(bearer, http, settings.checkSecretsEvery(), clock))
        .orElse(null);
  }
}
