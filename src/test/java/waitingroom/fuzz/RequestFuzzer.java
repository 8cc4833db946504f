package waitingroom.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generates malformed requests: paths, queries, headers, bodies, tokens, signatures, framing. The
 * same seed gives the same requests. None can change the watched room: a request that names it has
 * a truncated body, or a mutated id or token.
 */
final class RequestFuzzer {

  /**
   * Facts about a node for well-aimed requests.
   *
   * @param operations method and path of each endpoint of the listener
   * @param watchedRoom must not change
   * @param requestId genuine, of the watched room
   * @param token genuine, of the watched room
   * @param bearer token that passes authentication; empty where none is needed
   */
  record Facts(
      List<String> operations, String watchedRoom, String requestId, String token, String bearer) {}

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

  /** Few, because some of these rooms get created. */
  private static final List<String> OTHER_ROOMS =
      List.of("Nobody", "fuzz-1", "fuzz_2", "..", "a b", "", "fuzz/3", "\u00e9", "x".repeat(65));

  private static final List<String> HEADERS =
      List.of(
          "Content-Type",
          "Accept",
          "If-Match",
          "X-Forwarded-Host",
          "X-Original-URL",
          "X-Amz-Date",
          "X-Amz-Sns-Message-Type",
          "Cookie",
          "Origin",
          "Range",
          "Expect",
          "Upgrade",
          "Referer",
          "Accept-Encoding",
          "X-Odd");

  private final Mutations mutations;
  private final Facts facts;

  RequestFuzzer(long seed, Facts facts) {
    this.mutations = new Mutations(new SplittableRandom(seed));
    this.facts = facts;
  }

  FuzzedRequest next() {
    int kind = mutations.below(100);
    if (kind < 25) {
      return framed("GET", spoiltTarget(), headers(), "");
    }
    if (kind < 55) {
      return withBody();
    }
    if (kind < 70) {
      return withToken();
    }
    if (kind < 82) {
      return withSignature();
    }
    return kind < 96 ? odd() : new FuzzedRequest("GET", broken().getBytes(ISO_8859_1), true);
  }

  private String operation() {
    return mutations.oneOf(facts.operations());
  }

  private String path() {
    String path = operation().split(" ", 2)[1];
    return path.replaceAll(
        "\\{[^}]*}", mutations.oneOf(List.of("Nobody", "fuzz-1", "%00", "a%2Fb")));
  }

  /** A mutated target; a GET about the watched room is harmless. */
  private String spoiltTarget() {
    String query = "event_id=" + facts.watchedRoom() + "&request_id=" + facts.requestId();
    String target = path() + "?" + query;
    return mutations.chance(60) ? path() + "?" + mutations.spoilt(query) : mutations.spoilt(target);
  }

  private FuzzedRequest withBody() {
    String[] operation = operation().split(" ", 2);
    String method = operation[0].equals("GET") ? "POST" : operation[0];
    List<String> headers = new ArrayList<>(headers());
    if (mutations.chance(80)) {
      headers.add("Content-Type: application/json");
    }
    if (!facts.bearer().isEmpty() && mutations.chance(60)) {
      headers.add("Authorization: Bearer " + facts.bearer());
    }
    return framed(method, path(), headers, body());
  }

  private String body() {
    if (mutations.chance(10)) {
      return mutations.noise(mutations.below(400));
    }
    if (mutations.chance(30)) {
      return mutations.cut(json(facts.watchedRoom()));
    }
    String whole = json(mutations.oneOf(OTHER_ROOMS));
    return mutations.chance(20) ? whole : mutations.spoilt(whole);
  }

  private String json(String room) {
    return "{\"event_id\":\"%s\",\"request_id\":\"%s\",\"status\":%s,\"increment_by\":%s,%s}"
        .formatted(
            room,
            mutations.chance(50) ? facts.requestId() : mutations.odd(),
            mutations.oneOf(List.of("1", "-1", "99", "null", "\"1\"", "{}")),
            mutations.oneOf(List.of("1", "0", "-5", "9223372036854775807", "1e3", "[]")),
            "\"validity_period\":" + mutations.oneOf(List.of("3600", "-1", "\"x\"", "1.5")));
  }

  private FuzzedRequest withToken() {
    String token = facts.token();
    String spoilt =
        mutations.chance(50)
            ? mutations.flipped(token, mutations.below(token.length() - 8))
            : mutations.spoilt(token) + "x";
    String header =
        mutations.oneOf(
            List.of("Authorization: Bearer ", "Authorization: ", "Cookie: waiting_room_token="));
    return framed(
        "GET",
        mutations.oneOf(List.of("/authorizer?event_id=" + facts.watchedRoom(), path())),
        List.of(header + spoilt),
        "");
  }

  private FuzzedRequest withSignature() {
    String signature =
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/eu-west-1/execute-api/aws4_request,"
            + " SignedHeaders=content-type;host;x-amz-date, Signature="
            + "0123456789abcdef".repeat(4);
    List<String> headers = new ArrayList<>(headers());
    headers.add(
        "Authorization: " + (mutations.chance(20) ? signature : mutations.spoilt(signature)));
    headers.add("X-Amz-Date: " + (mutations.chance(50) ? "20261123T000000Z" : mutations.odd()));
    String[] operation = operation().split(" ", 2);
    return framed(operation[0], path(), headers, mutations.chance(50) ? json("Nobody") : "");
  }

  private FuzzedRequest odd() {
    String method =
        mutations.chance(70)
            ? mutations.oneOf(METHODS)
            : mutations.spoilt("POST").replaceAll("[^A-Z]", "");
    return framed(
        method.isEmpty() ? "X" : method,
        mutations.chance(50) ? "/" + mutations.odd() + "/" + mutations.odd() : path(),
        headers(),
        "");
  }

  private List<String> headers() {
    List<String> headers = new ArrayList<>();
    while (mutations.chance(40)) {
      headers.add(mutations.oneOf(HEADERS) + ": " + mutations.odd());
    }
    return headers;
  }

  /** A request with an unambiguous end: no line breaks inside, and the right length. */
  private static FuzzedRequest framed(
      String method, String target, List<String> headers, String body) {
    StringBuilder text = new StringBuilder(method).append(' ');
    String oneWord = target.replaceAll("[\\x00-\\x20\\x7f]", "%20");
    text.append(oneWord.startsWith("/") ? "" : "/").append(oneWord).append(" HTTP/1.1\r\n");
    text.append("Host: 127.0.0.1\r\n");
    for (String header : headers) {
      text.append(header.replaceAll("[\\r\\n]", " ")).append("\r\n");
    }
    text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    return new FuzzedRequest(
        method.toUpperCase(Locale.ROOT), text.toString().getBytes(ISO_8859_1), false);
  }

  private String broken() {
    String whole =
        "POST /assign_queue_num HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\n\r\n{}";
    return switch (mutations.below(7)) {
      case 0 -> mutations.noise(1 + mutations.below(300));
      case 1 -> whole.replace("Length: 2", "Length: " + mutations.odd());
      case 2 -> whole.replace("Length: 2", "Length: 2\r\nTransfer-Encoding: chunked");
      case 3 -> whole.replace("Content-Length: 2", "Transfer-Encoding: chunked") + "zz\r\n";
      case 4 -> whole.replace("Host: x", "X: y\r\n".repeat(100) + "Host: x");
      case 5 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + mutations.noise(40);
      default -> mutations.spoilt(whole);
    };
  }
}
