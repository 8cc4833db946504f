package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * An OpenID provider on a loopback port, as strict as a real one about codes, PKCE and its client's
 * secret.
 */
public final class TestIdentityProvider implements AutoCloseable {
  /** The id of its only client. */
  public static final String CLIENT_ID = "waiting-room admin";

  /** The client's secret, with characters that need encoding in the Authorization header. */
  public static final String CLIENT_SECRET = "s3cret:with%special+characters";

  private record Grant(Map<String, String> asked, Consumer<JwtClaims> claims, boolean forged) {}

  private final HttpServer server;
  private final EllipticCurveJsonWebKey key = newKey();
  private final EllipticCurveJsonWebKey forgersKey = newKey();
  private final Map<String, Grant> grants = new HashMap<>();
  private final AtomicInteger codes = new AtomicInteger();

  private TestIdentityProvider(HttpServer server) {
    this.server = server;
  }

  public static TestIdentityProvider start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TestIdentityProvider provider = new TestIdentityProvider(server);
      server.createContext("/", provider::answer);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EllipticCurveJsonWebKey newKey() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId("provider-key");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The issuer, which is also its URL. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Signs in a person who was sent to the given address.
   *
   * @param claims changes the claims of the ID token
   * @return the query of the redirect back
   */
  public String signIn(URI sentTo, Consumer<JwtClaims> claims) {
    return signIn(sentTo, claims, false);
  }

  /** Like {@link #signIn}, but the ID token is signed with a foreign key. */
  public String signInForged(URI sentTo, Consumer<JwtClaims> claims) {
    return signIn(sentTo, claims, true);
  }

  private String signIn(URI sentTo, Consumer<JwtClaims> claims, boolean forged) {
    Map<String, String> asked = form(sentTo.getRawQuery());
    require(sentTo.toString().startsWith(issuer() + "/authorize?"), "another address");
    require(CLIENT_ID.equals(asked.get("client_id")), "another client");
    require("code".equals(asked.get("response_type")), "another flow");
    require("S256".equals(asked.get("code_challenge_method")), "no PKCE");
    require(List.of(asked.getOrDefault("scope", "").split(" ")).contains("openid"), "no openid");
    String code = "code" + codes.incrementAndGet();
    synchronized (grants) {
      grants.put(code, new Grant(asked, claims, forged));
    }
    return "code=" + code + "&state=" + asked.get("state");
  }

  private static void require(boolean right, String wrong) {
    if (!right) {
      throw new AssertionError("The provider was asked for " + wrong);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String answer =
        switch (exchange.getRequestURI().getPath()) {
          case "/.well-known/openid-configuration" -> document();
          case "/keys" -> new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
          case "/token" -> token(exchange, form(body));
          default -> "";
        };
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(
        answer.isEmpty() ? 400 : 200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String document() {
    return JsonUtil.toJson(
        Map.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize?tenant=one",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys"));
  }

  /** The ID token's response; empty when refused. */
  private String token(HttpExchange exchange, Map<String, String> form) {
    Grant grant;
    synchronized (grants) {
      grant = grants.remove(form.getOrDefault("code", ""));
    }
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String expected =
        Base64.getEncoder()
            .encodeToString(
                "waiting-room+admin:s3cret%3Awith%25special%2Bcharacters".getBytes(UTF_8));
    if (grant == null
        || !header.equals("Basic " + expected)
        || !"authorization_code".equals(form.get("grant_type"))
        || !Objects.equals(grant.asked().get("redirect_uri"), form.get("redirect_uri"))
        || !Objects.equals(
            grant.asked().get("code_challenge"),
            challenge(form.getOrDefault("code_verifier", "")))) {
      return "";
    }
    return JsonUtil.toJson(
        Map.of("access_token", "a", "token_type", "Bearer", "id_token", idToken(grant)));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String idToken(Grant grant) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer());
    claims.setAudience(CLIENT_ID);
    claims.setSubject("4711");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringClaim("nonce", grant.asked().get("nonce"));
    grant.claims().accept(claims);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey((grant.forged() ? forgersKey : key).getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> members = new HashMap<>();
    for (String member : text.split("&", -1)) {
      String[] parts = member.split("=", 2);
      members.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return members;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
