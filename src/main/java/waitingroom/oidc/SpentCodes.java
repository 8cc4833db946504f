package waitingroom.oidc;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import waitingroom.store.Database;

/**
 * The spent codes in Cassandra; {@code cassandra/08-oidc.cql}. A row outlives its code by the
 * tolerated difference of the nodes' clocks.
 */
public final class SpentCodes {
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(10);

  private static final String INSERT =
      "INSERT INTO ks.oidc_spent_codes (id) VALUES (?) IF NOT EXISTS USING TTL ?";

  private final Database database;
  private final int ttlSeconds;

  /**
   * Keeps spent codes until none of them could be redeemed any more.
   *
   * @param lifetime of a code
   */
  public SpentCodes(Database database, Duration lifetime) {
    this.database = database;
    this.ttlSeconds = (int) lifetime.plus(CLOCKS_APART_MAX).toSeconds();
  }

  /**
   * Spends a code; false when it was spent before. If several nodes try at once, one succeeds (a
   * lightweight transaction). If Cassandra's answer is lost, the code may be spent.
   */
  public CompletionStage<Boolean> spend(AuthorizationCode code) {
    return database
        .once(INSERT, code.id(), ttlSeconds)
        .thenApply(row -> row.map(SpentCodes::applied).orElse(false));
  }

  private static boolean applied(Row row) {
    return row.getBoolean("[applied]");
  }
}
