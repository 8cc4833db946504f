package waitingroom.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical request of Signature Version 4.
 *
 * <p>Source: AWS General Reference, "Create a signed AWS API request". As for every service but S3,
 * the path is normalised and encoded once more.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  private record Parameter(String name, String value) {}

  /**
   * The text whose hash is signed.
   *
   * @param signedHeaders lower case names, in the order of the Authorization header
   * @param plus the meaning of a bare plus sign in the query
   */
  static String of(SignedRequest request, List<String> signedHeaders, String bodyHash, char plus) {
    var text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(path(request.rawPath())).append('\n');
    text.append(query(request.rawQuery(), plus)).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':').append(header(request, name)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(bodyHash).toString();
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

  private static String query(@Nullable String rawQuery, char plus) {
    if (rawQuery == null) {
      return "";
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(
            new Parameter(
                PercentEncoding.normalise(name, plus), PercentEncoding.normalise(value, plus)));
      }
    }
    return parameters.stream()
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private static String header(SignedRequest request, String name) {
    return request.values(name).stream()
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining(","));
  }
}
