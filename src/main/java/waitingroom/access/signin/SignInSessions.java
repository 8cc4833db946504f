package waitingroom.access.signin;

import akka.Done;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.access.KnownKeys;
import waitingroom.access.Principal;
import waitingroom.access.signin.StoredSession.ByIssuer;
import waitingroom.access.signin.StoredSession.ByKey;
import waitingroom.secret.MasterSecret;

/**
 * The sessions of signed-in browsers. A session ends after the idle timeout without use, at its
 * absolute timeout, on sign-out, and when the key that opened it is revoked, removed or gets
 * another secret.
 *
 * <p>A node caches a session for some seconds, so one signed out elsewhere may stay valid here for
 * that time. Its use is recorded once a minute at most.
 */
public final class SignInSessions {
  private static final Duration SEEN_EVERY_MAX = Duration.ofMinutes(1);
  private static final int REMEMBERED_MAX = 10_000;
  private static final int MARK_BYTES = 16;

  private final SessionTable table;
  private final KnownKeys keys;
  private final MasterSecret secret;
  private final SignInSettings settings;
  private final Clock clock;
  private final Duration seenEvery;
  private final AsyncCache<SessionId, Optional<StoredSession>> remembered;

  SignInSessions(
      SessionTable table,
      KnownKeys keys,
      MasterSecret secret,
      SignInSettings settings,
      Clock clock) {
    this.table = table;
    this.keys = keys;
    this.secret = secret;
    this.settings = settings;
    this.clock = clock;
    Duration quarter = settings.idleTimeout().dividedBy(4);
    this.seenEvery = quarter.compareTo(SEEN_EVERY_MAX) < 0 ? quarter : SEEN_EVERY_MAX;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(settings.checkEvery())
            .buildAsync();
  }

  /** Opens a session for a caller who has just proved to hold that key. */
  public CompletionStage<BrowserSession> openByKey(String keyId, KnownKeys.Holder holder) {
    return open(new ByKey(keyId, mark(holder)), holder.principal());
  }

  /** Opens a session for a person whom that identity provider has just authenticated. */
  CompletionStage<BrowserSession> openByIssuer(String issuer, Principal principal) {
    return open(new ByIssuer(issuer, principal), principal);
  }

  private CompletionStage<BrowserSession> open(StoredSession.By by, Principal principal) {
    SessionId id = SessionId.random();
    Instant now = now();
    StoredSession session =
        new StoredSession(by, now.plus(settings.absoluteTimeout()), now, Long.MIN_VALUE);
    return table
        .put(id.hash(), session, settings.idleTimeout())
        .thenApply(done -> new BrowserSession(id, principal, session.endsAt()));
  }

  /**
   * The session of that id, if it has not ended.
   *
   * @param text value of the cookie
   */
  public CompletionStage<Optional<BrowserSession>> find(String text) {
    Optional<SessionId> id = SessionId.parse(text);
    if (id.isEmpty()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    CompletableFuture<Optional<StoredSession>> asked =
        remembered.get(id.get(), (one, executor) -> table.find(one.hash()).toCompletableFuture());
    return asked.thenCompose(
        stored ->
            stored
                .filter(session -> !session.over(now(), settings.idleTimeout()))
                .map(session -> current(id.get(), asked, session))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
  }

  private CompletionStage<Optional<BrowserSession>> current(
      SessionId id, CompletableFuture<Optional<StoredSession>> asked, StoredSession session) {
    Optional<BrowserSession> found =
        principal(session.by()).map(who -> new BrowserSession(id, who, session.endsAt()));
    if (found.isEmpty() || now().isBefore(session.seenAt().plus(seenEvery))) {
      return CompletableFuture.completedStage(found);
    }
    // A failed write is logged, and the next request tries again.
    return table
        .put(id.hash(), session.seen(now()), settings.idleTimeout())
        .handle(
            (done, failure) -> {
              remembered.asMap().remove(id, asked);
              return found;
            });
  }

  private Optional<Principal> principal(StoredSession.By by) {
    if (by instanceof ByKey key) {
      return keys.holder(key.keyId())
          .filter(holder -> MessageDigest.isEqual(mark(holder), key.mark()))
          .map(KnownKeys.Holder::principal);
    }
    ByIssuer named = (ByIssuer) by;
    return settings
        .openId()
        .filter(provider -> provider.issuer().equals(named.issuer()))
        .map(provider -> named.principal());
  }

  /** A mark that distinguishes secrets without revealing them. */
  private byte[] mark(KnownKeys.Holder holder) {
    return secret.derive("marks of access keys in sessions", holder.secretHash(), MARK_BYTES);
  }

  /** Signs out: here at once, on other nodes within some seconds. */
  public CompletionStage<Done> end(BrowserSession session) {
    return table
        .end(session.id().hash(), Duration.between(now(), session.endsAt()))
        .thenApply(
            done -> {
              remembered.put(session.id(), CompletableFuture.completedFuture(Optional.empty()));
              return done;
            });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
