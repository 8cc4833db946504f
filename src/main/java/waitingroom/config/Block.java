package waitingroom.config;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import waitingroom.outbound.AddressBlock;

/**
 * A block of settings, read by name. Every refusal is an {@link IllegalArgumentException} whose
 * message names the setting and says what to do.
 */
public record Block(Config config) {
  private static final Duration RETENTION_MIN = Duration.ofDays(1);
  private static final Duration RETENTION_MAX = Duration.ofDays(3650);
  private static final int THREADS_MAX = 1024;

  /** Block {@code waiting-room} of a whole configuration. */
  public static Block of(Config root) {
    return new Block(root.getConfig("waiting-room"));
  }

  Block block(String name) {
    return new Block(config.getConfig(name));
  }

  boolean flag(String name) {
    return config.getBoolean(name);
  }

  /** Text as written, possibly empty. */
  String string(String name) {
    return config.getString(name);
  }

  /** Trimmed text; an empty one counts as not set. */
  Optional<String> text(String name) {
    return Optional.of(config.getString(name).trim()).filter(text -> !text.isEmpty());
  }

  List<String> strings(String name) {
    return config.getStringList(name);
  }

  /** Blocks of IP addresses in CIDR notation. */
  List<AddressBlock> addresses(String name) {
    try {
      return strings(name).stream().map(AddressBlock::parse).toList();
    } catch (IllegalArgumentException malformed) {
      throw refused(name, "has a wrong element: " + malformed.getMessage());
    }
  }

  int between(String name, int min, int max) {
    int value = config.getInt(name);
    if (value < min || value > max) {
      throw refused(name, "must be between %s and %s, not %s".formatted(min, max, value));
    }
    return value;
  }

  Duration between(String name, Duration min, Duration max) {
    Duration value = config.getDuration(name);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refused(
          name,
          "must be between %s ms and %s ms, not %s ms"
              .formatted(min.toMillis(), max.toMillis(), value.toMillis()));
    }
    return value;
  }

  /** Retention of a table's rows, a day to ten years. */
  Duration retention(String name) {
    return between(name, RETENTION_MIN, RETENTION_MAX);
  }

  /** Number of threads; 0 means one per core. */
  int threads(String name) {
    int threads = between(name, 0, THREADS_MAX);
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** A refusal that also says where the value was set, since many blocks share names. */
  IllegalArgumentException refused(String name, String rule) {
    return new IllegalArgumentException(
        "%s %s (%s)".formatted(name, rule, config.getValue(name).origin().description()));
  }
}
