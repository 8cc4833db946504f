package waitingroom.config;

import com.typesafe.config.Config;
import java.time.Duration;
import waitingroom.projection.ProjectionSettings;

/**
 * Reads {@code waiting-room.projections} and {@code .statistics}, on behalf of {@link Settings}.
 */
public final class ProjectionsReader {
  private static final Duration HOUR = Duration.ofHours(1);

  private ProjectionsReader() {}

  /**
   * Reads the settings of the projections and of what they keep.
   *
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  public static ProjectionSettings read(Config config) {
    Config projections = config.getConfig("projections");
    return new ProjectionSettings(
        Settings.between(projections, "workers", 1, 100),
        Settings.between(projections, "idle-after", Duration.ofSeconds(1), HOUR),
        Settings.between(config.getConfig("statistics"), "keep", HOUR, Duration.ofDays(3650)));
  }
}
