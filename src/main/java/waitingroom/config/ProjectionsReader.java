package waitingroom.config;

import java.time.Duration;
import waitingroom.projection.ProjectionSettings;

/** Reads {@code waiting-room.projections} and {@code .statistics}. */
public final class ProjectionsReader {
  private static final Duration HOUR = Duration.ofHours(1);

  private ProjectionsReader() {}

  /** Reads both blocks. */
  public static ProjectionSettings read(Block config) {
    Block projections = config.block("projections");
    return new ProjectionSettings(
        projections.between("workers", 1, 100),
        projections.between("idle-after", Duration.ofSeconds(1), HOUR),
        config.block("statistics").between("keep", HOUR, Duration.ofDays(3650)));
  }
}
