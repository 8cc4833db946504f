package waitingroom.http.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a listener that speaks TLS shows.
 *
 * @param certificateChain PEM, the server's own certificate first
 * @param privateKey PEM, PKCS#8
 * @param hstsMaxAge how long browsers come back by TLS alone ({@code Strict-Transport-Security},
 *     RFC 6797); zero: that is not said
 * @param checkEvery how soon new files are seen
 */
public record TlsSettings(
    Path certificateChain, Path privateKey, Duration hstsMaxAge, Duration checkEvery) {}
