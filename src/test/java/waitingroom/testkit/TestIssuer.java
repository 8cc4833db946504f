package waitingroom.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An issuer of operators' bearer tokens. */
public final class TestIssuer {
  private static final String NAME = "https://identity.example";
  private static final String AUDIENCE = "waiting-room";

  private final EllipticCurveJsonWebKey key;
  private final Path jwksFile;
  private final Clock clock;

  private TestIssuer(EllipticCurveJsonWebKey key, Path jwksFile, Clock clock) {
    this.key = key;
    this.jwksFile = jwksFile;
    this.clock = clock;
  }

  static TestIssuer in(Path folder, Clock clock) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId("issuer-key");
      Path file = folder.resolve("issuer.jwks");
      Files.writeString(file, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
      return new TestIssuer(key, file, clock);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Config settings() {
    return ConfigFactory.parseMap(
        Map.of(
            "waiting-room.admin.bearer.issuer", NAME,
            "waiting-room.admin.bearer.audience", AUDIENCE,
            "waiting-room.admin.bearer.jwks-file", jwksFile.toString()));
  }

  /** A token with that role for an hour. */
  public Credentials token(String role) {
    return token(role, Duration.ofHours(1));
  }

  /**
   * A token with that role.
   *
   * @param life from now; negative for an expired token
   */
  public Credentials token(String role, Duration life) {
    return Credentials.bearer(sign(role, clock.instant().plus(life).toEpochMilli()));
  }

  private String sign(String role, long expiresAtMillis) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setAudience(AUDIENCE);
    claims.setSubject("somebody");
    claims.setExpirationTime(NumericDate.fromMilliseconds(expiresAtMillis));
    claims.setStringClaim("role", role);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
