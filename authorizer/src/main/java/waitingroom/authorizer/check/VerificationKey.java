package waitingroom.authorizer.check;

import java.security.PublicKey;

/**
 * What verifies the signature of a token.
 *
 * @param algorithm the only one that it is for (RFC 8725, section 3.1): {@code RS256} or {@code
 *     ES256}
 */
public record VerificationKey(String algorithm, PublicKey publicKey) {}
