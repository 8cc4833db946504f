package waitingroom.token;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;
import waitingroom.secret.MasterSecret;

/**
 * Measures, on one thread, how many signatures a second each way of signing gives, and how fast
 * request ids are made and checked. Not a test; run it on a quiet machine with
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp target/test-classes:target/classes:$(cat target/classpath) waitingroom.token.SigningRates
 * </pre>
 */
final class SigningRates {
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int BATCH = 50;
  private static final String PAYLOAD =
      "{\"aud\":\"sale\",\"exp\":1790003600,\"iat\":1790000000,\"iss\":\"https://shop.example/api\","
          + "\"nbf\":1790000000,\"queue_position\":1,"
          + "\"sub\":\"00000000-016a-8b13-ae00-c68e45cb35a5\",\"token_use\":\"access\"}";
  private static final byte[] INPUT = PAYLOAD.getBytes(StandardCharsets.US_ASCII);

  /** Keeps what was computed, so that nothing is optimised away. */
  @SuppressWarnings("UnusedVariable")
  private static volatile Object sink = "";

  private SigningRates() {}

  public static void main(String[] arguments) throws Exception {
    CryptoProvider fastest = CryptoProvider.fastest();
    KeyPair rsa = pair("RSA", 2048);
    KeyPair ec = pair("EC", 256);
    PrivateKey ownEc = fastest.own(ec.getPrivate());
    System.out.printf("fastest = %s, Java %s%n", fastest.name(), Runtime.version());

    signers("JDK", new Rs256Signer(rsa.getPrivate(), CryptoProvider.jdk()), rsa);
    signers("fastest", new Rs256Signer(rsa.getPrivate(), fastest), rsa);
    Es256Signer es256 = new Es256Signer((ECPrivateKey) ec.getPrivate());
    rate("ES256 deterministic, Bouncy Castle", () -> es256.sign(INPUT));
    rate("ES256 random, JDK", () -> ecdsa(CryptoProvider.jdk(), ec.getPrivate()));
    rate("ES256 random, fastest", () -> ecdsa(fastest, ownEc));
    jose4j("JDK", rsa.getPrivate(), null);
    Provider corretto = fastest.signature(Rs256Signer.JCA_NAME).getProvider();
    // jose4j takes providers by name only
    Security.addProvider(corretto);
    jose4j("fastest", fastest.own(rsa.getPrivate()), corretto.getName());
    requestIds();
  }

  private static void signers(String name, Rs256Signer signer, KeyPair pair) throws Exception {
    String publicJwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic()).toJson();
    SigningKey key =
        new SigningKey("kid", SigningAlgorithm.RS256, publicJwk, pair.getPublic(), signer);
    rate("RS256, " + name, () -> signer.sign(INPUT));
    rate("RS256 token, " + name, () -> key.sign(PAYLOAD));
  }

  private static byte[] ecdsa(CryptoProvider crypto, PrivateKey key) throws Exception {
    Signature signature = crypto.signature("SHA256withECDSA");
    signature.initSign(key);
    signature.update(INPUT);
    return signature.sign();
  }

  private static void jose4j(String name, PrivateKey key, @Nullable String provider)
      throws Exception {
    ProviderContext context = new ProviderContext();
    if (provider != null) {
      context.getSuppliedKeyProviderContext().setSignatureProvider(provider);
    }
    rate(
        "RS256 token through jose4j, " + name,
        () -> {
          JsonWebSignature jws = new JsonWebSignature();
          jws.setProviderContext(context);
          jws.setHeader("alg", "RS256");
          jws.setHeader("kid", "kid");
          jws.setHeader("typ", "JWT");
          jws.setPayload(PAYLOAD);
          jws.setKey(key);
          return jws.getCompactSerialization();
        });
  }

  private static void requestIds() throws Exception {
    byte[] secret =
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            .getBytes(StandardCharsets.US_ASCII);
    RequestIds ids = new RequestIds(MasterSecret.parse(secret));
    RoomKey key = ids.key("sale", 0);
    String id = key.mint(123_456, 1_790_000_000);
    rate("request id: mint", () -> key.mint(123_456, 1_790_000_000));
    rate("request id: verify", () -> Objects.requireNonNull(key.verify(id)));
    rate("request id: key and verify", () -> Objects.requireNonNull(ids.key("sale", 0).verify(id)));
    rate("request id: refuse garbage", () -> key.verify("x" + id.substring(1)) == null);
    rate("request id: well formed", () -> RequestIds.wellFormed(id));
  }

  private static KeyPair pair(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static void rate(String name, Callable<?> work) throws Exception {
    perSecond(work, WARM_UP_NANOS);
    System.out.printf("%-45s %,12.0f / s%n", name, perSecond(work, MEASURE_NANOS));
  }

  private static double perSecond(Callable<?> work, long nanos) throws Exception {
    long start = System.nanoTime();
    long done = 0;
    long elapsed;
    do {
      for (int i = 0; i < BATCH; i++) {
        sink = work.call();
      }
      done += BATCH;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return done * 1e9 / elapsed;
  }
}
