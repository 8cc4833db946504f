package waitingroom.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as its sender signed it: nothing decoded, nothing omitted.
 *
 * @param method as on the request line
 * @param rawPath as on the request line, percent-encoding untouched
 * @param rawQuery the text after the question mark, untouched; null or empty when there is none
 * @param headers in the order received, names in any case, repeated names as repeated entries. Must
 *     include {@code Host}, {@code Content-Type} and {@code Content-Length}, which some HTTP
 *     libraries keep apart: clients sign them
 * @param body empty when there is none; not copied
 */
public record SignedRequest(
    String method, String rawPath, @Nullable String rawQuery, List<Header> headers, byte[] body) {

  public SignedRequest {
    headers = List.copyOf(headers);
  }

  /** The values of every header of that name, in order, as received. */
  List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** A header line; {@link #toString} shows the name only, since values can be credentials. */
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }
}
