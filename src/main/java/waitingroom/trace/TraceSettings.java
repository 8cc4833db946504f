package waitingroom.trace;

import java.net.URI;
import java.util.Optional;

/**
 * Where traces go; see {@code waiting-room.tracing} in the configuration.
 *
 * @param endpoint of a collector, with its path, for OTLP by HTTP in protobuf; empty: no traces
 * @param sample part of the visitors whose way is traced, 0 to 1
 */
public record TraceSettings(Optional<URI> endpoint, double sample) {}
