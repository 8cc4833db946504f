package waitingroom.http.route;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Uri;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The path and the query as their client wrote them, which is what a signature covers.
 *
 * @param query null where there was none
 */
public record SentTarget(String path, @Nullable String query) {

  /**
   * What it may have been, the likeliest first. In HTTP/1.1 that is known. In HTTP/2 Akka HTTP
   * keeps the query as it was and of the path only what it means, so the spelling that it would use
   * itself is tried, then the one of RFC 3986, section 2.3, which SDKs use.
   */
  public static List<SentTarget> spellings(HttpRequest request) {
    Optional<String> raw = request.getHeader("Raw-Request-URI").map(HttpHeader::value);
    if (raw.isPresent()) {
      return List.of(parse(raw.get()));
    }
    Uri uri = request.getUri();
    String query = uri.rawQueryString().orElse(null);
    Set<String> paths = new LinkedHashSet<>();
    paths.add(uri.path());
    paths.add(
        Arrays.stream(uri.path().split("/", -1))
            .map(SentTarget::unreservedAlone)
            .collect(Collectors.joining("/")));
    return paths.stream().map(path -> new SentTarget(path, query)).toList();
  }

  private static SentTarget parse(String target) {
    int question = target.indexOf('?');
    return question < 0
        ? new SentTarget(target, null)
        : new SentTarget(target.substring(0, question), target.substring(question + 1));
  }

  private static String unreservedAlone(String segment) {
    String meant = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    return URLEncoder.encode(meant, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
