package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.secret.Sha256;

/**
 * Verifies AWS Signature Version 4 in its header form, for one service and any region.
 *
 * <p>Source: AWS General Reference, "Signature Version 4 for API requests". Refused on purpose:
 * presigned queries, bodies that are not signed or signed in chunks, and {@code x-amz-*} headers
 * that the signature does not cover. It always covers the hash of the body, so {@code
 * x-amz-content-sha256}, which repeats that hash, may stand outside (aws-requests-auth).
 *
 * <p>An unknown key id is verified against a random secret, so that it takes as long as a wrong
 * signature. For the same reason derived keys are not cached: only those of existing ids could be.
 *
 * <p>Path and query are accepted in each of the spellings that clients sign ({@link
 * CanonicalRequest}, {@link CanonicalQuery}).
 */
public final class SigV4 {
  /** The service name of API Gateway, for which clients of the admin listener sign. */
  public static final String EXECUTE_API = "execute-api";

  /** Tolerated clock difference of a request, either way. */
  public static final Duration SKEW_MAX = Duration.ofMinutes(5);

  private static final DateTimeFormatter BASIC_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern UNSIGNED_BODY = Pattern.compile("UNSIGNED-PAYLOAD|STREAMING-.*");
  private static final Pattern PRESIGNED =
      Pattern.compile("(?i)(^|&)x-amz-(signature|algorithm|credential)=");

  private static final String BODY_HASH = "x-amz-content-sha256";

  /** Headers outside the signature: CloudFront adds one later, and the other is checked anyway. */
  private static final Set<String> NEED_NOT_BE_SIGNED = Set.of("x-amz-cf-id", BODY_HASH);

  private final Function<String, Optional<AccessKey>> keys;
  private final String service;
  private final Clock clock;
  private final AccessKey nobody;

  /**
   * @param service the only service name accepted in a credential scope
   * @param clock for the age of requests
   */
  public SigV4(AccessKeys keys, String service, Clock clock) {
    this(keys::find, service, clock);
  }

  SigV4(Function<String, Optional<AccessKey>> keys, String service, Clock clock) {
    this.keys = keys;
    this.service = service;
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.nobody =
        new AccessKey("", HexFormat.of().formatHex(random), new Principal("nobody", Role.VIEWER));
  }

  /** Whether the request is presigned, which is not accepted. */
  static boolean isPresigned(SignedRequest request) {
    String query = request.rawQuery();
    return query != null && PRESIGNED.matcher(query).find();
  }

  /** Verifies the {@code Authorization} header; never throws because of the request's content. */
  public Authentication authenticate(SignedRequest request) {
    return authenticate(request, SKEW_MAX);
  }

  /** Verifies a request that was accepted earlier, whatever its age. */
  Authentication again(SignedRequest request) {
    return authenticate(request, ChronoUnit.FOREVER.getDuration());
  }

  private Authentication authenticate(SignedRequest request, Duration skewMax) {
    if (isPresigned(request)) {
      return new Denied(Reason.UNSUPPORTED);
    }
    List<String> headers = request.values("authorization");
    Optional<SigV4Authorization> authorization =
        headers.size() == 1 ? SigV4Authorization.parse(headers.get(0).strip()) : Optional.empty();
    Optional<Instant> time = time(request);
    if (authorization.isEmpty() || time.isEmpty()) {
      return new Denied(headers.isEmpty() ? Reason.MISSING_CREDENTIALS : Reason.MALFORMED);
    }
    Optional<Reason> fault = fault(request, authorization.get(), time.get(), skewMax);
    return fault.isPresent()
        ? new Denied(fault.get())
        : verify(request, authorization.get(), time.get());
  }

  /** The faults that show without a key. */
  private Optional<Reason> fault(
      SignedRequest request, SigV4Authorization by, Instant time, Duration skewMax) {
    if (!coversEnough(request, by.signedHeaders())) {
      return Optional.of(Reason.MALFORMED);
    }
    if (!by.service().equals(service) || !BASIC_TIME.format(time).startsWith(by.date())) {
      return Optional.of(Reason.WRONG_SCOPE);
    }
    if (Duration.between(time, clock.instant()).abs().compareTo(skewMax) > 0) {
      return Optional.of(Reason.CLOCK_SKEW);
    }
    List<String> bodyHashes = request.values(BODY_HASH);
    if (bodyHashes.stream().anyMatch(hash -> UNSIGNED_BODY.matcher(hash.strip()).matches())) {
      return Optional.of(Reason.UNSUPPORTED);
    }
    return Optional.empty();
  }

  private static boolean coversEnough(SignedRequest request, List<String> signedHeaders) {
    boolean present = signedHeaders.stream().noneMatch(name -> request.values(name).isEmpty());
    boolean oneHost = signedHeaders.contains("host") && request.values("host").size() == 1;
    return present
        && oneHost
        && request.headers().stream()
            .map(header -> header.name().toLowerCase(Locale.ROOT))
            .filter(name -> name.startsWith("x-amz-") && !NEED_NOT_BE_SIGNED.contains(name))
            .allMatch(signedHeaders::contains);
  }

  private static Optional<Instant> time(SignedRequest request) {
    List<String> values = request.values("x-amz-date");
    if (values.isEmpty()) {
      values = request.values("date");
    }
    if (values.size() != 1) {
      return Optional.empty();
    }
    String value = values.get(0).strip();
    return parse(value, BASIC_TIME).or(() -> parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
  }

  private static Optional<Instant> parse(String time, DateTimeFormatter format) {
    try {
      return Optional.of(format.parse(time, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Authentication verify(SignedRequest request, SigV4Authorization by, Instant time) {
    Optional<AccessKey> known = keys.apply(by.keyId());
    AccessKey key = known.orElse(nobody);
    String bodyHash = hash(request.body());
    boolean bodyFits =
        request.values(BODY_HASH).stream().map(String::strip).allMatch(bodyHash::equals);
    boolean signatureFits = fits(request, by, time, bodyHash, key);
    if (known.isEmpty()) {
      return new Denied(Reason.UNKNOWN_KEY);
    }
    return bodyFits && signatureFits
        ? new Authenticated(key.principal())
        : new Denied(Reason.BAD_SIGNATURE);
  }

  private static boolean fits(
      SignedRequest request, SigV4Authorization by, Instant time, String bodyHash, AccessKey key) {
    String scope = by.date() + "/" + by.region() + "/" + by.service() + "/aws4_request";
    byte[] signingKey = ("AWS4" + key.secret()).getBytes(UTF_8);
    for (String part : List.of(by.date(), by.region(), by.service(), "aws4_request")) {
      signingKey = hmac(signingKey, part);
    }
    byte[] signature = HexFormat.of().parseHex(by.signature());
    boolean fits = false;
    for (String canonical : CanonicalRequest.spellings(request, by.signedHeaders(), bodyHash)) {
      String toSign =
          String.join(
              "\n",
              SigV4Authorization.ALGORITHM,
              BASIC_TIME.format(time),
              scope,
              hash(canonical.getBytes(UTF_8)));
      fits |= MessageDigest.isEqual(hmac(signingKey, toSign), signature);
    }
    return fits;
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks HmacSHA256: use a complete JDK", e);
    }
  }
}
