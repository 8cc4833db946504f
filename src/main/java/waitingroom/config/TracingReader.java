package waitingroom.config;

import java.net.URI;
import java.net.URISyntaxException;
import waitingroom.trace.TraceSettings;

/** Reads {@code waiting-room.tracing}. */
final class TracingReader {
  private static final String ENDPOINT = "otlp-endpoint";

  private TracingReader() {}

  static TraceSettings read(Block config) {
    double sample = config.config().getDouble("sample");
    if (!(sample >= 0 && sample <= 1)) {
      throw config.refused("sample", "must be between 0 and 1, not " + sample);
    }
    return new TraceSettings(config.text(ENDPOINT).map(text -> endpoint(config, text)), sample);
  }

  private static URI endpoint(Block config, String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && !uri.getPath().isEmpty()) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // Refused below, like a well-formed address that is not a collector's.
    }
    throw config.refused(
        ENDPOINT, "must be a whole address with its path, such as http://collector:4318/v1/traces");
  }
}
