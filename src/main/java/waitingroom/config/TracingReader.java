package waitingroom.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import waitingroom.trace.TraceSettings;

/** Reads {@code waiting-room.tracing}, on behalf of {@link Settings}. */
final class TracingReader {
  private static final String ENDPOINT = "otlp-endpoint";

  private TracingReader() {}

  /**
   * Reads and checks.
   *
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static TraceSettings read(Config config) {
    double sample = config.getDouble("sample");
    if (!(sample >= 0 && sample <= 1)) {
      throw Settings.refused(config, "sample", "must be between 0 and 1, not " + sample);
    }
    return new TraceSettings(
        Settings.text(config, ENDPOINT).map(text -> endpoint(config, text)), sample);
  }

  private static URI endpoint(Config config, String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && !uri.getPath().isEmpty()) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // The same sentence as for an address that is well formed and not a collector's.
    }
    throw Settings.refused(
        config,
        ENDPOINT,
        "must be a whole address with its path, such as http://collector:4318/v1/traces");
  }
}
