package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waitingroom.access.SignedRequest.Header;
import waitingroom.testkit.CpuTime;

/**
 * CPU time of a signed request at its bounds, in ordinary ones. The factor finds work that grows
 * faster than its input, not a slow day: a head of 48 KiB is two hundred times an ordinary one.
 */
class SigV4BoundsTest {
  private static final String DATE = "20260304T235959Z";
  private static final int HEADER_CHARS_MAX = 8_192;
  private static final int TARGET_CHARS_MAX = 16 << 10;
  private static final int FIELDS_MAX = 128;
  private static final long FACTOR_MAX = 1_000;

  private final SigV4 signatures =
      new SigV4(
          id -> Optional.empty(),
          SigV4.EXECUTE_API,
          Clock.fixed(Instant.parse("2026-03-04T23:59:59Z"), ZoneOffset.UTC));

  private static String authorization(String signedHeaders) {
    return "AWS4-HMAC-SHA256 Credential=AKID/20260304/eu-west-1/execute-api/aws4_request,"
        + " SignedHeaders=%s, Signature=%s".formatted(signedHeaders, "0".repeat(64));
  }

  private static SignedRequest request(
      String path, String query, String authorization, Header... more) {
    List<Header> headers = new ArrayList<>(List.of(more));
    headers.add(new Header("Authorization", authorization));
    headers.add(new Header("Host", "localhost"));
    headers.add(new Header("X-Amz-Date", DATE));
    return new SignedRequest("GET", path, query, headers, new byte[0]);
  }

  private static SignedRequest withAuthorization(String authorization) {
    return request("/rooms", "", authorization);
  }

  private static SignedRequest withTarget(String path, String query) {
    return request(path, query, authorization("host;x-amz-date"));
  }

  private static String filled(String part, int length) {
    return part.repeat(length / part.length());
  }

  private static Map<String, SignedRequest> atTheirBounds() {
    Map<String, SignedRequest> all = new TreeMap<>();
    String scheme = "AWS4-HMAC-SHA256 ";
    all.put("commas", withAuthorization(scheme + filled(",", HEADER_CHARS_MAX)));
    all.put("members", withAuthorization(scheme + filled("a=b,", HEADER_CHARS_MAX)));
    all.put("spaces", withAuthorization(scheme + filled(" ", HEADER_CHARS_MAX) + "a=b"));
    all.put("a long key id", withAuthorization(scheme + "Credential=" + filled("a", 8_000)));
    String names =
        IntStream.range(0, 1_900)
            .mapToObj(i -> "%04d".formatted(i))
            .collect(Collectors.joining(";"));
    all.put("names of headers", withAuthorization(authorization(names.substring(0, 7_900))));
    Header[] fields =
        IntStream.range(0, FIELDS_MAX - 3)
            .mapToObj(i -> new Header("X-Amz-" + i, filled(" a", 300)))
            .toArray(Header[]::new);
    String signed =
        IntStream.range(0, FIELDS_MAX - 3)
            .mapToObj(i -> "x-amz-" + i)
            .sorted()
            .collect(Collectors.joining(";", "host;x-amz-date;", ""));
    all.put("signed headers", request("/", "", authorization(signed), fields));
    all.put("path of segments", withTarget(filled("/a", TARGET_CHARS_MAX), ""));
    all.put("path of escapes", withTarget("/" + filled("%2f", TARGET_CHARS_MAX), ""));
    all.put("path of dots", withTarget(filled("/..", TARGET_CHARS_MAX), ""));
    all.put("query of pairs", withTarget("/", filled("b&a&", TARGET_CHARS_MAX)));
    all.put("query of escapes", withTarget("/", "a=" + filled("%3d+", TARGET_CHARS_MAX)));
    all.put("query that looks presigned", withTarget("/", filled("&x-amz-", TARGET_CHARS_MAX)));
    return all;
  }

  @Test
  void no_signature_takes_long_at_its_bound() {
    SignedRequest ordinary = withTarget("/rooms/Sample", "step=1m");
    long usual = Math.max(1_000, CpuTime.nanos(() -> signatures.authenticate(ordinary)));
    atTheirBounds()
        .forEach(
            (name, request) ->
                assertThat(CpuTime.nanos(() -> signatures.authenticate(request)) / usual)
                    .as("%s, in ordinary requests", name)
                    .isLessThan(FACTOR_MAX));
  }
}
