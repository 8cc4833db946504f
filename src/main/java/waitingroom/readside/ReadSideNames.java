package waitingroom.readside;

import java.util.List;
import java.util.Set;

/** Names of the read side in the database, also for programs that run without a node. */
public final class ReadSideNames {
  static final String TOKENS = "tokens";
  static final String STATISTICS = "statistics";

  /** Projection names under which offsets are stored. */
  public static final List<String> PROJECTIONS = List.of(TOKENS, STATISTICS);

  /** Tables with a partition per room, epoch and bucket, as named in {@code epoch_partitions}. */
  public static final Set<String> EPOCH_TABLES =
      Set.of(
          PositionTable.KIND, TokenTable.TOKENS, TokenTable.SESSIONS, TokenTable.SERVING_HISTORY);

  /**
   * Reads the offset of a projection, given its name and the room. Akka Projection chooses one of
   * five partitions by a hash of the key.
   */
  public static final String OFFSET =
      "SELECT offset FROM ks.offset_store WHERE projection_name = ?"
          + " AND partition IN (0, 1, 2, 3, 4) AND projection_key = ?";

  private ReadSideNames() {}
}
