package waitingroom.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The canonical request of Signature Version 4.
 *
 * <p>Source: AWS General Reference, "Create a signed AWS API request". As for every service but S3,
 * the path is normalised and encoded once more.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * The texts whose hash a client may have signed, that of AWS first.
   *
   * @param signedHeaders lower case names, in the order of the Authorization header
   */
  static List<String> spellings(
      SignedRequest request, List<String> signedHeaders, String bodyHash) {
    String tail = tail(request, signedHeaders, bodyHash);
    List<String> texts = new ArrayList<>();
    for (String path : paths(request.rawPath())) {
      for (String query : CanonicalQuery.spellings(request.rawQuery())) {
        texts.add(request.method() + '\n' + path + '\n' + query + '\n' + tail);
      }
    }
    return texts;
  }

  private static String tail(SignedRequest request, List<String> signedHeaders, String bodyHash) {
    var text = new StringBuilder();
    for (String name : signedHeaders) {
      text.append(name).append(':').append(header(request, name)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(bodyHash).toString();
  }

  /**
   * Curl before 8.3 signs the path as it sends it. With an encoded percent sign that could be the
   * canonical form of another path, which encodes twice.
   */
  private static Set<String> paths(String rawPath) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(path(rawPath));
    if (!rawPath.contains("%25")) {
      paths.add(rawPath);
    }
    return paths;
  }

  private static String path(String rawPath) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : rawPath.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String tail = rawPath.endsWith("/") && !segments.isEmpty() ? "/" : "";
    return PercentEncoding.encodePath("/" + String.join("/", segments) + tail);
  }

  private static String header(SignedRequest request, String name) {
    return request.values(name).stream()
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining(","));
  }
}
