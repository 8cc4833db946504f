package waitingroom.authorizer.check;

import java.security.PublicKey;

/**
 * A public key for verifying tokens.
 *
 * @param algorithm the only one it may be used with (RFC 8725, section 3.1): {@code RS256} or
 *     {@code ES256}
 */
public record VerificationKey(String algorithm, PublicKey publicKey) {}
