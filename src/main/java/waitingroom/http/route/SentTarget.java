package waitingroom.http.route;

import akka.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;
import waitingroom.http.transport.Requests;

/**
 * Path and query as the client wrote them, which a signature covers.
 *
 * @param query null: none
 */
public record SentTarget(String path, @Nullable String query) {
  private static final String HEX = "0123456789ABCDEF";

  /** The target of a request, in any form that HTTP knows (RFC 9112, section 3.2). */
  public static SentTarget of(HttpRequest request) {
    return parse(
        request
            .getAttribute(Requests.TARGET)
            .orElseGet(() -> request.getUri().toRelative().toString()));
  }

  static SentTarget parse(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    int from = scheme < 0 ? 0 : from(target, scheme + 3);
    int question = target.indexOf('?', from);
    String path = target.substring(from, question < 0 ? target.length() : question);
    return new SentTarget(
        path.isEmpty() ? "/" : path, question < 0 ? null : target.substring(question + 1));
  }

  /** Index of the path or the query behind an authority. */
  private static int from(String target, int authority) {
    for (int i = authority; i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '?') {
        return i;
      }
    }
    return target.length();
  }

  /**
   * The path with one spelling of each character: those that need no percent sign have none (RFC
   * 3986, section 6.2.2.2), and a percent sign that starts nothing stands for itself, as browsers
   * have it (WHATWG, URL, section 1.3).
   */
  public String canonicalPath() {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%' || path.charAt(i) > '~') {
        return canonical();
      }
    }
    return path;
  }

  private String canonical() {
    StringBuilder text = new StringBuilder(path.length() + 16);
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int octet = c == '%' ? octet(i) : -1;
      if (octet >= 0) {
        i += 2;
        append(text, octet);
      } else if (c == '%') {
        text.append("%25");
      } else if (c > '~') {
        escape(text, c);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /**
   * The same address without the slash at the end of its path, relative to itself, so that a proxy
   * may add a prefix.
   */
  String withoutSlash() {
    String whole = canonicalPath();
    int end = whole.length() - 1;
    String name = whole.substring(whole.lastIndexOf('/', end - 1) + 1, end);
    return "../" + name + (query == null ? "" : "?" + ascii(query));
  }

  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c <= '~') {
        ascii.append(c);
      } else {
        escape(ascii, c);
      }
    }
    return ascii.toString();
  }

  /** The octet that a percent sign starts; negative: none. */
  private int octet(int percent) {
    if (percent + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(percent + 1), 16);
    int low = Character.digit(path.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static void append(StringBuilder text, int octet) {
    boolean unreserved =
        (octet >= 'a' && octet <= 'z')
            || (octet >= 'A' && octet <= 'Z')
            || (octet >= '0' && octet <= '9')
            || "-._~".indexOf(octet) >= 0;
    if (unreserved) {
      text.append((char) octet);
    } else {
      escape(text, octet);
    }
  }

  private static void escape(StringBuilder text, int octet) {
    text.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
  }
}
