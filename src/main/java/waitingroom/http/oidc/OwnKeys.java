package waitingroom.http.oidc;

import java.util.Optional;
import java.util.function.Function;
import waitingroom.authorizer.check.VerificationKey;
import waitingroom.token.SigningKeys;

/** The keys that verify our own tokens, as the signing key file has them now. */
public record OwnKeys(SigningKeys keys) implements Function<String, Optional<VerificationKey>> {
  @Override
  public Optional<VerificationKey> apply(String kid) {
    return keys.find(kid).map(key -> new VerificationKey(key.algorithm().name(), key.publicKey()));
  }
}
