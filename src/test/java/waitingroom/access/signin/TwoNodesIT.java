package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.access.KnownKeys;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.access.RunTimeKey;
import waitingroom.access.RunTimeKeys;
import waitingroom.outbound.AddressRules;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundLimits;
import waitingroom.secret.MasterSecret;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;

/** Keys and sessions on two nodes with one database and one master secret. */
class TwoNodesIT {
  private static final Duration CHECK_EVERY = Duration.ofMillis(100);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Principal ROOT = new Principal("root", Role.ADMIN);
  private static final MasterSecret SECRET = secret("00112233445566778899aabbccddeeff");

  private static final Outbound OUTBOUND = new Outbound();
  private static ActorTestKit kit;

  private final TestClock clock = new TestClock();
  private final SignIn one = node(SECRET, clock);
  private final SignIn other = node(SECRET, clock);

  @BeforeAll
  static void start() {
    TestCassandra cassandra = TestCassandra.shared();
    kit =
        ActorTestKit.create(
            "TwoNodesIT",
            ConfigFactory.parseString(
                    "akka { actor.provider = local, coordinated-shutdown.exit-jvm = off }")
                .withFallback(cassandra.akkaConfig(cassandra.keyspaceFor(TwoNodesIT.class)))
                .withFallback(ConfigFactory.load()));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
    OUTBOUND.close();
  }

  private static MasterSecret secret(String half) {
    return MasterSecret.parse((half + "ffeeddccbbaa99887766554433221100").getBytes(UTF_8));
  }

  private static SignIn node(MasterSecret secret, Clock clock) {
    RunTimeKeys board = new RunTimeKeys();
    SignIn node =
        SignIn.start(
            kit.system(),
            new SignInSettings(
                CHECK_EVERY,
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            secret,
            new KnownKeys(null, board),
            board,
            OUTBOUND.client(new AddressRules(List.of()), OutboundLimits.DOCUMENTS),
            Duration.ofSeconds(1),
            clock);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(node.register()::complete);
    return node;
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private RunTimeKey add(String name) {
    return ((AccessKeyRegister.Answer.Added) now(one.register().add(name, Role.VIEWER, ROOT)))
        .key();
  }

  private boolean verifies(SignIn node, RunTimeKey key) {
    return node.keys().verify(key.id(), key.secret().orElseThrow()).isPresent();
  }

  private BrowserSession session(RunTimeKey key) {
    return now(one.sessions().openByKey(key.id(), one.keys().holder(key.id()).orElseThrow()));
  }

  private boolean isSignedIn(SignIn node, BrowserSession session) {
    return now(node.sessions().find(session.id().text())).isPresent();
  }

  @Test
  void a_key_is_good_on_the_other_node_soon_and_dies_there_soon_after_it_is_revoked() {
    RunTimeKey key = add("travels");
    assertThat(verifies(one, key)).isTrue();
    Awaitility.await().atMost(SOON).until(() -> verifies(other, key));

    assertThat(now(other.register().revoke(key.id(), ROOT)))
        .isEqualTo(new AccessKeyRegister.Answer.Revoked());
    assertThat(verifies(other, key)).isFalse();
    Awaitility.await().atMost(SOON).until(() -> !verifies(one, key));
    assertThat(one.register().added())
        .filteredOn(known -> known.id().equals(key.id()))
        .allMatch(known -> known.revocation().isPresent());
  }

  /** The clock is an hour behind that of the node that created the key. */
  @Test
  void a_node_whose_clock_is_behind_can_revoke() {
    TestClock behind = new TestClock();
    behind.advance(Duration.ofHours(-1));
    SignIn late = node(SECRET, behind);
    RunTimeKey key = add("from the future");
    Awaitility.await().atMost(SOON).until(() -> verifies(late, key));
    now(late.register().revoke(key.id(), ROOT));

    Awaitility.await().atMost(SOON).until(() -> !verifies(one, key));
    assertThat(verifies(late, key)).isFalse();
  }

  @Test
  void a_session_is_good_on_the_other_node_at_once_and_over_there_soon_after_signing_out() {
    RunTimeKey key = add("signs in");
    BrowserSession session = session(key);
    Awaitility.await().atMost(SOON).until(() -> isSignedIn(other, session));

    now(one.sessions().end(session));
    assertThat(isSignedIn(one, session)).isFalse();
    Awaitility.await().atMost(SOON).until(() -> !isSignedIn(other, session));
  }

  /** A node that still caches the session records a use after the sign-out. */
  @Test
  void a_late_use_on_the_other_node_does_not_bring_a_session_back() {
    Database database = new Database(kit.system());
    SessionTable table = new SessionTable(database, new WriteTimes(database, clock));
    BrowserSession session = session(add("signs out"));
    byte[] hash = session.id().hash();
    StoredSession remembered = now(table.find(hash)).orElseThrow();
    now(table.put(hash, remembered.seen(clock.instant()), Duration.ofMinutes(30)));
    assertThat(isSignedIn(node(SECRET, clock), session)).isTrue();

    now(one.sessions().end(session));
    now(table.put(hash, remembered.seen(clock.instant()), Duration.ofMinutes(30)));
    assertThat(isSignedIn(node(SECRET, clock), session)).isFalse();
    assertThat(now(table.find(hash))).isEmpty();
  }

  /** Else its row would go when the idle timeout of the first write is over. */
  @Test
  void a_use_is_recorded_although_the_clock_was_ahead_at_the_one_before() {
    Database database = new Database(kit.system());
    TestClock ahead = new TestClock();
    ahead.advance(Duration.ofMinutes(10));
    byte[] hash = SessionId.random().hash();
    Instant end = clock.instant().plus(Duration.ofHours(1));
    StoredSession first =
        new StoredSession(
            new StoredSession.ByIssuer("issuer", ROOT), end, ahead.instant(), Long.MIN_VALUE);
    now(new SessionTable(database, new WriteTimes(database, ahead)).put(hash, first, SOON));

    SessionTable table = new SessionTable(database, new WriteTimes(database, clock));
    StoredSession found = now(table.find(hash)).orElseThrow();
    now(table.put(hash, found.seen(clock.instant()), SOON));

    assertThat(now(table.find(hash)).orElseThrow().seenAt()).isEqualTo(clock.instant());
  }

  @Test
  void a_session_ends_with_the_key_that_opened_it() {
    RunTimeKey key = add("short lived");
    BrowserSession session = session(key);
    now(one.register().revoke(key.id(), ROOT));

    assertThat(isSignedIn(one, session)).isFalse();
    Awaitility.await().atMost(SOON).until(() -> !isSignedIn(other, session));
  }

  /** Signatures fail, because they need the secret itself. */
  @Test
  void bearer_keys_go_on_under_another_master_secret_and_sessions_do_not() {
    RunTimeKey key = add("moves");
    BrowserSession session = session(key);
    SignIn changed = node(secret("ffeeddccbbaa9988ffeeddccbbaa9988"), clock);

    assertThat(verifies(changed, key)).isTrue();
    assertThat(changed.register().added())
        .filteredOn(known -> known.id().equals(key.id()))
        .allMatch(known -> known.secret().isEmpty());
    assertThat(isSignedIn(changed, session)).isFalse();
  }
}
