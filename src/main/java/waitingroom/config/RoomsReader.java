package waitingroom.config;

import java.time.Duration;
import waitingroom.room.Housekeeping;
import waitingroom.room.cluster.WaitingRoomsSettings;
import waitingroom.room.commit.GroupCommitLimits;

/** Reads {@code waiting-room.rooms}. */
final class RoomsReader {
  /** For joins, a batch carries only their number. */
  private static final int JOINS_PER_BATCH_MAX = 10_000;

  /**
   * A claim and its answer take up to 1.3 KB, and a batch must fit a message between two nodes
   * ({@code maximum-frame-size} in {@code cluster.conf}).
   */
  private static final int SESSIONS_PER_BATCH_MAX = 800;

  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private RoomsReader() {}

  static WaitingRoomsSettings read(Block config) {
    return new WaitingRoomsSettings(
        config.between("ask-timeout", TENTH, MINUTE),
        new Housekeeping.Settings(
            config.between("look-every", TENTH, Duration.ofSeconds(3)),
            config.between("position-expiry-check-interval", Duration.ZERO, Duration.ofHours(1))),
        groupCommit(config.block("joins"), JOINS_PER_BATCH_MAX),
        groupCommit(config.block("sessions"), SESSIONS_PER_BATCH_MAX));
  }

  private static GroupCommitLimits groupCommit(Block config, int perBatchMax) {
    return new GroupCommitLimits(
        config.between("batch-size-max", 1, perBatchMax),
        config.between("waiting-max", 1, 10_000_000),
        config.between("deadline", TENTH, MINUTE),
        config.between("rest-max", Duration.ZERO, Duration.ofSeconds(1)));
  }
}
