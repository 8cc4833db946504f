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
 * Path and query as the client wrote them, which a signature covers.
 *
 * @param query null: none
 */
public record SentTarget(String path, @Nullable String query) {

  /**
   * The possible spellings, the likeliest first. HTTP/1.1 has one. In HTTP/2 Akka HTTP keeps the
   * query as sent but only the meaning of the path, so its own spelling is tried, then that of RFC
   * 3986, section 2.3, which SDKs use.
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
