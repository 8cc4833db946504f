package waitingroom.trace;

import java.net.URI;
import java.util.Optional;

/**
 * Settings of tracing; see {@code waiting-room.tracing} in the configuration.
 *
 * @param endpoint of a collector, with its path, for OTLP over HTTP in protobuf; empty: no traces
 * @param sample fraction of the visitors who are traced, 0 to 1
 */
public record TraceSettings(Optional<URI> endpoint, double sample) {}
