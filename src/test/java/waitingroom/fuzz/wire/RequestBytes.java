package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates connections of HTTP/1.1: some requests, of which one is spoilt where parsers differ,
 * and a last one. The same seed gives the same bytes.
 */
final class RequestBytes {
  private static final String LAST =
      "GET /waiting-room/T99/ HTTP/1.1\r\nHost: z\r\nConnection: close\r\n\r\n";

  /** Header lines whose meaning decides where a request ends, or that parsers like to misread. */
  private static final List<String> LINES =
      List.of(
          "Content-Length: 0",
          "Content-Length: 3",
          "Content-Length: 3, 3",
          "Content-Length: 03",
          "Content-Length: +3",
          "Content-Length: 3 3",
          "Content-Length:\t3",
          "Content-Length : 3",
          "Content-Length: 0x3",
          "Content-Length: 99999999999",
          "Content-Length: ",
          "content-length: 3",
          "Content-Length: 3\r\nContent-Length: 4",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: Chunked",
          "Transfer-Encoding:chunked",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: \"chunked\"",
          "Transfer-Encoding: chunked;a=b",
          "Transfer-Encoding: \u000bchunked",
          "Transfer-Encoding\t: chunked",
          "Transfer_Encoding: chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 3",
          "Host: y",
          "Host:",
          "Host: a b",
          "Host: a/b",
          "Host: u@a",
          "Host: [::1]:1",
          "Connection: close",
          "Connection: keep-alive",
          "Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
          "Upgrade: websocket",
          "Expect: 100-continue",
          "Expect: 200-ok",
          "Cookie: a=\u00e9",
          "X: \u00ff\u00fe",
          "X: a\rb",
          "X: a\nY: b",
          "X: a\u0000b",
          "X\u0000: a",
          " X: folded",
          "X: a\r\n folded",
          "X: a\r\n" + " \r\n".repeat(3_000) + "Y: b",
          "Sec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b",
          "Accept: text/html\r\nAccept-Language: zz" + "-aa".repeat(1_500),
          "Accept-Encoding: " + "a,".repeat(2_000),
          "X:a",
          ": nameless",
          "nameless",
          "X\u00e9: a",
          "(x): a",
          "X: " + "y".repeat(5_000),
          "Trailer: X",
          "TE: trailers",
          "Content-Type: application/json");

  private static final List<String> TARGETS =
      List.of(
          "%s",
          "%s?a=%%",
          "%s?a=\u00c3\u00a9",
          "http://x%s",
          "HTTP://x%s",
          "//x%s",
          "http:%s",
          "http://u@x%s",
          "http://[%s",
          "%s#f",
          "%s a",
          " %s",
          "\t%s",
          "*",
          "x:1",
          "",
          "/.." + "%s",
          "%s\u0000",
          "%s\u007f");

  private static final List<String> VERSIONS =
      List.of(
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/1.2",
          "HTTP/2.0",
          "HTTP/0.9",
          "http/1.1",
          "HTTP/1.10",
          "HTTP/1",
          "HTTP/1.1 ",
          "",
          "HTTP/ 1.1");

  private static final List<String> METHODS =
      List.of("GET", "POST", "POST", "PUT", "HEAD", "OPTIONS", "get", "G T", "X", "CONNECT", "");

  private static final List<String> CHUNKS =
      List.of(
          "3\r\nabc\r\n0\r\n\r\n",
          "3;x=y\r\nabc\r\n0\r\n\r\n",
          "3 \r\nabc\r\n0\r\n\r\n",
          "03\r\nabc\r\n00\r\n\r\n",
          "3\nabc\n0\n\n",
          "3\r\nabc\r\n0\r\nX: y\r\n\r\n",
          "3\r\nabc0\r\n\r\n",
          "4\r\nabc\r\n0\r\n\r\n",
          "-3\r\nabc\r\n0\r\n\r\n",
          "0x3\r\nabc\r\n0\r\n\r\n",
          "zz\r\nabc\r\n0\r\n\r\n",
          "ffffffffffffffff\r\nabc",
          "80000003\r\nabc\r\n0\r\n\r\n",
          "3;" + "x".repeat(5_000) + "\r\nabc\r\n0\r\n\r\n",
          "0\r\n\r\n",
          "0\r\nContent-Length: 9\r\n\r\n",
          "\r\n0\r\n\r\n");

  private final List<byte[]> corpus = Corpus.all();
  private final SplittableRandom random;

  RequestBytes(long seed) {
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    if (chance(10)) {
      return spoilt(new String(oneOf(corpus), ISO_8859_1) + LAST).getBytes(ISO_8859_1);
    }
    StringBuilder all = new StringBuilder();
    int requests = 1 + random.nextInt(3);
    int odd = random.nextInt(requests);
    for (int i = 0; i < requests; i++) {
      String request = i == odd ? odd(i + 1) : plain(i + 1);
      all.append(i == odd && chance(40) ? spoilt(request) : request);
    }
    all.append(LAST);
    return all.toString().getBytes(ISO_8859_1);
  }

  private static String path(int tag) {
    return "/waiting-room/T" + tag + "/";
  }

  private String plain(int tag) {
    return chance(70)
        ? "GET " + path(tag) + " HTTP/1.1\r\nHost: x\r\n\r\n"
        : "POST " + path(tag) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
  }

  private String odd(int tag) {
    StringBuilder text = new StringBuilder();
    text.append(chance(10) ? oneOf(List.of("\r\n", "\n", "\r\n\r\n", " ", "\u0000")) : "");
    text.append(chance(30) ? oneOf(METHODS) : "POST").append(chance(4) ? "  " : " ");
    String target = chance(25) ? oneOf(TARGETS) : "%s";
    text.append(target.replace("%s", path(tag)).replace("%%", "%"));
    text.append(' ').append(chance(15) ? oneOf(VERSIONS) : "HTTP/1.1").append(end());
    if (!chance(5)) {
      text.append("Host: x").append(end());
    }
    for (int lines = random.nextInt(4); lines > 0; lines--) {
      text.append(oneOf(LINES)).append(end());
    }
    return text.append(end()).append(body()).toString();
  }

  /** A line's end: seldom another than it should be. */
  private String end() {
    return chance(2) ? oneOf(List.of("\n", "\r", "\r\r\n", " \r\n")) : "\r\n";
  }

  private String body() {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> "abc";
      case 2 -> plain(50 + random.nextInt(40));
      default -> oneOf(CHUNKS);
    };
  }

  private String spoilt(String text) {
    String spoilt = text;
    for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
      int at = random.nextInt(spoilt.length() + 1);
      int to = Math.min(spoilt.length(), at + random.nextInt(20));
      spoilt =
          switch (random.nextInt(5)) {
            case 0 -> spoilt.substring(0, at) + spoilt.substring(to);
            case 1 -> spoilt.substring(0, to) + spoilt.substring(at);
            case 2 -> spoilt.substring(0, at) + (char) random.nextInt(256) + spoilt.substring(at);
            case 3 ->
                spoilt.substring(0, at)
                    + oneOf(List.of("\r\n", "\n", "\r", "\u0000", ":", " "))
                    + spoilt.substring(at);
            default -> spoilt.substring(0, at) + oneOf(LINES) + "\r\n" + spoilt.substring(at);
          };
    }
    return spoilt;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
