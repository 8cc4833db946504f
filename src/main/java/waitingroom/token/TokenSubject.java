package waitingroom.token;

import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/** Reads the subject of an unverified token. */
public final class TokenSubject {
  private static final JwtConsumer UNCHECKED =
      new JwtConsumerBuilder()
          .setSkipAllValidators()
          .setDisableRequireSignature()
          .setSkipSignatureVerification()
          .build();

  private TokenSubject() {}

  /**
   * The {@code sub} claim, which is the visitor's request id; null when the text is no JWT or lacks
   * the claim. The caller must verify the request id, which carries its own signature.
   */
  public static @Nullable String of(String token) {
    try {
      return UNCHECKED.processToClaims(token).getSubject();
    } catch (InvalidJwtException | MalformedClaimException notAToken) {
      return null;
    }
  }
}
