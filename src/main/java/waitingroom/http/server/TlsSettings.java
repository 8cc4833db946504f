package waitingroom.http.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * TLS of a listener.
 *
 * @param certificateChain PEM, the server's own certificate first
 * @param privateKey PEM, PKCS#8
 * @param hstsMaxAge of {@code Strict-Transport-Security} (RFC 6797); zero: no such header
 * @param checkEvery interval of checks for new files
 */
public record TlsSettings(
    Path certificateChain, Path privateKey, Duration hstsMaxAge, Duration checkEvery) {}
