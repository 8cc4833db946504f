package waitingroom.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.store.WriteFloor;
import waitingroom.testkit.TestCassandra;

/** A real driver and a real database. */
class FencedSessionsIT {
  private final TestCassandra cassandra = TestCassandra.shared();
  private final String table = cassandra.keyspaceFor(FencedSessionsIT.class) + ".fenced";
  private final AtomicBoolean overtaken = new AtomicBoolean();

  @Test
  void a_node_that_was_overtaken_writes_no_row() {
    try (CqlSession others = TestCassandra.session(cassandra.contactPoint());
        CqlSession node =
            FencedSessions.fenced(overtaken::get, new WriteFloor())
                .addContactPoint(cassandra.contactPoint())
                .withLocalDatacenter(EmbeddedCassandra.DATA_CENTER)
                .build()) {
      others.execute("CREATE TABLE " + table + " (number int PRIMARY KEY)");
      node.execute(insert(1));
      overtaken.set(true);

      assertThatThrownBy(() -> node.execute(insert(2))).isInstanceOf(DriverException.class);

      assertThat(others.execute("SELECT number FROM " + table).all())
          .extracting(row -> row.getInt(0))
          .containsExactly(1);
    }
  }

  /** The class name is in a configuration file, which no compiler checks. */
  @Test
  void the_journal_has_its_session_from_here() {
    assertThat(ConfigFactory.load().getString("akka.persistence.cassandra.session-provider"))
        .isEqualTo(FencedSessions.class.getName());
  }

  private String insert(int number) {
    return "INSERT INTO " + table + " (number) VALUES (" + number + ")";
  }
}
