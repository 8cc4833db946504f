package waitingroom.access.signin;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import waitingroom.access.KnownKeys;
import waitingroom.access.RunTimeKeys;
import waitingroom.outbound.OutboundClient;
import waitingroom.secret.MasterSecret;
import waitingroom.secret.Seal;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/**
 * The parts of signing in, for the HTTP endpoints.
 *
 * @param keys all valid keys
 * @param openId absent without an identity provider
 */
public record SignIn(
    KnownKeys keys,
    AccessKeyRegister register,
    SignInSessions sessions,
    WrongTries tries,
    Optional<OpenIdSignIn> openId,
    SignInSettings settings)
    implements AutoCloseable {

  /**
   * Starts reading the table of keys.
   *
   * @param known all keys, including those of {@code board}
   * @param board receives the keys of the table
   * @param http calls the identity provider
   * @param checkSecretsEvery interval between checks of the client secret's file
   * @throws IllegalArgumentException when the client secret of the identity provider cannot be read
   */
  public static SignIn start(
      ActorSystem<?> system,
      SignInSettings settings,
      MasterSecret secret,
      KnownKeys known,
      RunTimeKeys board,
      OutboundClient http,
      Duration checkSecretsEvery,
      Clock clock) {
    Database database = new Database(system);
    AccessKeyRegister register =
        new AccessKeyRegister(new AccessKeyTable(database, secret), board, known, clock);
    register.start(system, settings.checkEvery());
    SignInSessions sessions =
        new SignInSessions(
            new SessionTable(database, new WriteTimes(database, clock)),
            known,
            secret,
            settings,
            clock);
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    return new SignIn(
        known,
        register,
        sessions,
        new WrongTries(clock),
        settings
            .openId()
            .map(
                provider ->
                    new OpenIdSignIn(
                        provider,
                        new IdentityProviderCalls(provider, http, checkSecretsEvery, clock),
                        sessions,
                        Seal.of(secret, "sign-ins with an identity provider"),
                        blocking,
                        clock)),
        settings);
  }

  /** Stops watching the client secret's file. */
  @Override
  public void close() {
    openId.ifPresent(OpenIdSignIn::close);
  }
}
