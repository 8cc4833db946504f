package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A shop that is the OpenID client of a room, together with the browsers of its visitors.
 *
 * @param secret null for a public client
 */
public record OpenIdShop(TestRoom room, @Nullable String secret) {
  public static final String BACK = "https://shop.example/back?from=line";
  public static final String GOODBYE = "https://shop.example/goodbye";

  /** The code verifier of RFC 7636, appendix B. */
  public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  /** Settings of a node that is an OpenID provider. */
  public static String settings() {
    int port = freePort();
    return """
        waiting-room.public.port = %d
        waiting-room.oidc.issuer = "http://127.0.0.1:%1$d/oidc"
        waiting-room.public.rate-limit.address-header = "X-Test-Address"
        """
        .formatted(port);
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates the client of a room, with a secret that the node generates. */
  public static OpenIdShop of(TestRoom room) {
    return of(room, BACK);
  }

  /** Creates the client with another redirect URI. */
  public static OpenIdShop of(TestRoom room, String redirectUri) {
    return new OpenIdShop(room, made(room, redirectUri, false).get("client_secret").textValue());
  }

  /** Creates a public client. */
  public static OpenIdShop publicOf(TestRoom room) {
    made(room, BACK, true);
    return new OpenIdShop(room, null);
  }

  private static JsonNode made(TestRoom room, String redirectUri, boolean isPublic) {
    Answer answer =
        put(
            room,
            """
            {"redirect_uris": ["%s"], "post_logout_redirect_uris": ["%s"], "public": %s}
            """
                .formatted(redirectUri, GOODBYE, isPublic));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  /** Sets the client of a room. */
  public static Answer put(TestRoom room, String json) {
    return room.node().admin().send("PUT", "/rooms/" + room.id() + "/client", json);
  }

  /** The parameters of a valid request, changed by alternating names and values; "" omits one. */
  public Map<String, String> request(String... changes) {
    Map<String, String> all = new TreeMap<>();
    all.put("client_id", room.id());
    all.put("redirect_uri", BACK);
    all.put("response_type", "code");
    all.put("scope", "openid profile telescope");
    all.put("state", "s t&a=t%e");
    all.put("nonce", "n-0S6");
    if (secret == null) {
      all.put("code_challenge", CHALLENGE);
      all.put("code_challenge_method", "S256");
    }
    return changed(all, changes);
  }

  /** Sends a visitor to the waiting room. */
  public Answer authorize(String... changes) {
    return room.node().visitor().get("/oidc/authorize?" + form(request(changes)));
  }

  /** The sealed request that a visitor carries to the login page. */
  public String tx(String... changes) {
    String location = authorize(changes).header("Location").orElseThrow();
    assertThat(location).startsWith("login?tx=");
    return location.substring("login?tx=".length());
  }

  /** Sends a visitor back to the shop, as the script of the page does. */
  public Answer goOn(String tx, String requestId) {
    return post(
        "/oidc/continue",
        Map.of("tx", tx, "request_id", requestId),
        "Accept",
        "application/json",
        "Sec-Fetch-Site",
        "same-origin");
  }

  /** The parameters with which a visitor whose turn it is returns. */
  public Map<String, String> back(String requestId, String... changes) {
    Answer answer = goOn(tx(changes), requestId);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return parameters(answer.json().get("location").textValue());
  }

  /** A code for a new visitor whose turn it is. */
  public String code(String... changes) {
    return value(back(room.joinServed(), changes), "code");
  }

  /** Exchanges a code with the form of a valid request, changed by alternating names and values. */
  public Answer exchange(String code, String... changes) {
    Map<String, String> form = new TreeMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", BACK);
    form.put("client_id", room.id());
    if (secret == null) {
      form.put("code_verifier", VERIFIER);
    } else {
      form.put("client_secret", secret);
    }
    return post("/oidc/token", changed(form, changes));
  }

  /** Posts a form to the public listener. */
  public Answer post(String path, Map<String, String> form, String... headers) {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.add("Content-Type");
    all.add("application/x-www-form-urlencoded");
    return room.node().visitor().send("POST", path, form(form), all.toArray(String[]::new));
  }

  /** The value of an Authorization header. */
  public static String basic(String id, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(UTF_8));
  }

  /** A value that must be present. */
  public static String value(Map<String, String> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** The text with one changed character in its middle. */
  public static String bent(String sealed) {
    int middle = sealed.length() / 2;
    char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    return sealed.substring(0, middle) + other + sealed.substring(middle + 1);
  }

  /** Parses the query of a URL. */
  public static Map<String, String> parameters(String address) {
    Map<String, String> all = new TreeMap<>();
    for (String pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      all.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return all;
  }

  private static Map<String, String> changed(Map<String, String> all, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1].isEmpty()) {
        all.remove(changes[i]);
      } else {
        all.put(changes[i], changes[i + 1]);
      }
    }
    return all;
  }

  /** Encodes names and values as a form. */
  public static String form(Map<String, String> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "OpenIdShop(" + room.id() + ")";
  }
}
