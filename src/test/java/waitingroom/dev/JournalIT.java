package waitingroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.TestCassandra;

/** Checks that the tables of the CQL files suit the journal plugin. */
class JournalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Append(String word, ActorRef<String> replyTo) {}

  /** Joins words. Takes a snapshot after every two, tags all events. */
  private static final class Sentence extends EventSourcedBehavior<Append, String, String> {
    static Behavior<Append> create() {
      return new Sentence();
    }

    private Sentence() {
      super(PersistenceId.ofUniqueId("sentence"));
    }

    @Override
    public String emptyState() {
      return "";
    }

    @Override
    public CommandHandler<Append, String, String> commandHandler() {
      return (state, command) ->
          Effect()
              .persist(command.word())
              .thenRun((String sentence) -> command.replyTo().tell(sentence));
    }

    @Override
    public EventHandler<String, String> eventHandler() {
      return (state, word) -> state + word;
    }

    @Override
    public Set<String> tagsFor(String word) {
      return Set.of("words");
    }

    @Override
    public RetentionCriteria retentionCriteria() {
      return RetentionCriteria.snapshotEvery(2, 1);
    }
  }

  @Test
  void an_actor_persists_and_recovers_in_the_tables_of_the_cql_files() {
    TestCassandra cassandra = TestCassandra.shared();
    String keyspace = cassandra.keyspaceFor(JournalIT.class);
    assertThat(tell(cassandra, keyspace, "a")).isEqualTo("a");
    assertThat(tell(cassandra, keyspace, "b")).isEqualTo("ab");
    assertThat(tell(cassandra, keyspace, "c")).isEqualTo("abc");

    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      assertThat(rows(session, keyspace + ".messages")).isEqualTo(3);
      assertThat(rows(session, keyspace + ".all_persistence_ids")).isEqualTo(1);
      assertThat(rows(session, keyspace + ".tag_views")).isEqualTo(3);
      Awaitility.await().atMost(PATIENCE).until(() -> rows(session, keyspace + ".snapshots") == 1);
    }
  }

  /** Uses a new actor system each time, so that every call but the first recovers. */
  private static String tell(TestCassandra cassandra, String keyspace, String word) {
    ActorTestKit kit =
        ActorTestKit.create(
            "JournalIT",
            ConfigFactory.parseString(
                    """
                    akka {
                      actor.provider = local
                      coordinated-shutdown.exit-jvm = off
                      # The node writes no tags yet; the tables are there for when it does.
                      persistence.cassandra.events-by-tag.enabled = on
                    }
                    """)
                .withFallback(cassandra.akkaConfig(keyspace))
                .withFallback(ConfigFactory.load()));
    try {
      TestProbe<String> probe = kit.createTestProbe();
      kit.spawn(Sentence.create()).tell(new Append(word, probe.getRef()));
      return probe.receiveMessage(PATIENCE);
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static int rows(CqlSession session, String table) {
    return session.execute("SELECT * FROM " + table).all().size();
  }
}
