package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA512;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.ReservedClaimNames;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.outbound.OutboundClient;

/**
 * Verifies the bearer tokens (JWT, RFC 7519) of one issuer.
 *
 * <p>Only asymmetric algorithms are accepted, so that a public key can never serve as a shared
 * secret (RFC 8725, section 3.1). Tokens need {@code exp} and {@code sub}.
 *
 * <p>With keys behind a URL a call may block on the network, for about ten seconds at worst (two
 * tries): call it from a thread that may block.
 */
public final class BearerTokens implements AutoCloseable {
  /** Tolerated difference between the issuer's clock and ours. */
  public static final Duration LEEWAY = Duration.ofSeconds(30);

  private static final int TOKEN_CHARS_MAX = 16_384;
  private static final int SUBJECT_CHARS_MAX = 256;
  private static final Set<String> ALGORITHMS =
      Set.of(
          RSA_USING_SHA256,
          RSA_USING_SHA384,
          RSA_USING_SHA512,
          RSA_PSS_USING_SHA256,
          ECDSA_USING_P256_CURVE_AND_SHA256,
          ECDSA_USING_P384_CURVE_AND_SHA384);

  private static final ErrorCodeValidator.Error FOREIGN =
      new ErrorCodeValidator.Error(
          ErrorCodes.MISCELLANEOUS, "The token is not of this sign-in or not for this client");

  private static final class UnsupportedAlgorithm extends UnresolvableKeyException {
    UnsupportedAlgorithm() {
      super("The algorithm of the token is not accepted");
    }
  }

  private final BearerSettings settings;
  private final RoleClaim roleClaim;
  private final IssuerKeys keys;
  private final Clock clock;

  /**
   * Reads a key file at once, a key URL with the first token.
   *
   * @param http fetches keys behind a URL
   * @param checkEvery interval between checks of a key file for changes, and the shortest time
   *     between two fetches of a key URL because of unknown keys
   * @throws IllegalArgumentException when a key file cannot be used
   */
  public BearerTokens(
      BearerSettings settings, OutboundClient http, Duration checkEvery, Clock clock) {
    this.settings = settings;
    this.roleClaim = new RoleClaim(settings.roleClaim(), settings.roleValues());
    this.keys = IssuerKeys.of(settings.keys(), http, checkEvery);
    this.clock = clock;
  }

  /**
   * Authenticates a token without its {@code Bearer} prefix; never throws because of its content.
   */
  public Authentication authenticate(String token) {
    return authenticate(token, consumer(), ReservedClaimNames.SUBJECT);
  }

  /**
   * Authenticates the ID token that ends a sign-in (OpenID Connect Core 1.0, section 3.1.3.7). The
   * audience of the settings is the client id.
   *
   * @param nonce must be in the token, so that a token obtained elsewhere is useless
   * @param nameClaim claim with the principal's name; a token without it is named by its subject
   */
  public Authentication authenticateIdToken(String token, String nonce, String nameClaim) {
    JwtConsumerBuilder consumer =
        consumer()
            .setRequireIssuedAt()
            .registerValidator(
                new ErrorCodeValidator() {
                  @Override
                  public @Nullable Error validate(JwtContext context)
                      throws MalformedClaimException {
                    return isFor(nonce, context.getJwtClaims()) ? null : FOREIGN;
                  }
                });
    return authenticate(token, consumer, nameClaim);
  }

  /** Stops watching the key file. */
  @Override
  public void close() {
    keys.close();
  }

  private boolean isFor(String nonce, JwtClaims claims) throws MalformedClaimException {
    String given = claims.getStringClaimValue("nonce");
    String party = claims.getStringClaimValue("azp");
    return given != null
        && MessageDigest.isEqual(given.getBytes(UTF_8), nonce.getBytes(UTF_8))
        && (party == null ? claims.getAudience().size() == 1 : party.equals(settings.audience()));
  }

  private Authentication authenticate(String token, JwtConsumerBuilder consumer, String nameClaim) {
    if (token.isEmpty() || token.length() > TOKEN_CHARS_MAX) {
      return new Denied(Reason.MALFORMED);
    }
    try {
      return authenticate(consumer.build().processToClaims(token), nameClaim);
    } catch (InvalidJwtException e) {
      return new Denied(reason(e));
    } catch (MalformedClaimException e) {
      return new Denied(Reason.MALFORMED);
    }
  }

  private Authentication authenticate(JwtClaims claims, String nameClaim)
      throws MalformedClaimException {
    String given = claims.getClaimValue(nameClaim) instanceof String text ? text : "";
    String name = given.isBlank() ? claims.getSubject() : given;
    if (name.isBlank()
        || name.length() > SUBJECT_CHARS_MAX
        || name.chars().anyMatch(Character::isISOControl)) {
      return new Denied(Reason.MALFORMED);
    }
    Optional<Role> role = roleClaim.highestIn(claims.getClaimsMap());
    return role.isPresent()
        ? new Authenticated(new Principal(name, role.get()))
        : new Denied(Reason.NO_ROLE);
  }

  private JwtConsumerBuilder consumer() {
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(
            (signature, nesting) -> {
              // Checked before any key is looked up, so that it cannot cause a fetch.
              if (!ALGORITHMS.contains(signature.getAlgorithmHeaderValue())) {
                throw new UnsupportedAlgorithm();
              }
              return keys.resolveKey(signature, nesting);
            })
        .setJwsAlgorithmConstraints(
            new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS.toArray(String[]::new)))
        .setExpectedIssuer(true, settings.issuer())
        .setExpectedAudience(true, settings.audience())
        .setRequireExpirationTime()
        .setRequireSubject()
        .setAllowedClockSkewInSeconds((int) LEEWAY.toSeconds())
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
  }

  private static Reason reason(InvalidJwtException e) {
    if (e.getCause() instanceof UnsupportedAlgorithm) {
      return Reason.UNSUPPORTED;
    }
    if (e.getCause() instanceof UnresolvableKeyException unresolved) {
      return unresolved.getCause() instanceof IOException
          ? Reason.KEYS_UNAVAILABLE
          : Reason.UNKNOWN_KEY;
    }
    if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
      return Reason.BAD_SIGNATURE;
    }
    if (hasAny(e, ErrorCodes.ISSUER_INVALID, ErrorCodes.ISSUER_MISSING)
        || hasAny(e, ErrorCodes.AUDIENCE_INVALID, ErrorCodes.AUDIENCE_MISSING)
        || e.hasErrorCode(FOREIGN.getErrorCode())) {
      return Reason.FOREIGN_TOKEN;
    }
    if (e.hasExpired()) {
      return Reason.EXPIRED_TOKEN;
    }
    return e.hasErrorCode(ErrorCodes.NOT_YET_VALID) ? Reason.CLOCK_SKEW : Reason.MALFORMED;
  }

  private static boolean hasAny(InvalidJwtException e, int one, int other) {
    return e.hasErrorCode(one) || e.hasErrorCode(other);
  }
}
