package waitingroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files of {@code k8s/monitoring} for Prometheus and Grafana. */
public final class MonitoringFiles {
  public static final Path FOLDER = Path.of("k8s/monitoring");

  /** Prometheus itself provides {@code up}; all other metrics are ours or the JVM's. */
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:waitingroom|jvm|process|system)_[a-z0-9_]+");

  private MonitoringFiles() {}

  /** The metrics used by the dashboard and the alert rules. */
  public static Set<String> metrics() {
    return METRIC
        .matcher(text("dashboard.json") + text("alerts.yml"))
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The metrics in a response of {@code /metrics}. */
  public static Set<String> served(String metrics) {
    return metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
