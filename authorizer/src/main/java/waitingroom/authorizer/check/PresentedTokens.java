package waitingroom.authorizer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Function;

/** Extracts the tokens of a request. */
public final class PresentedTokens {
  private static final String BEARER = "bearer ";

  /**
   * Each costs a signature verification, some 50 µs. Enough for cookies of the same name that other
   * hosts of a domain have set before the good one.
   */
  private static final int MOST = 12;

  private final TokenSources sources;

  public PresentedTokens(TokenSources sources) {
    this.sources = sources;
  }

  /**
   * The tokens in the order to try them: headers, then the cookie. A header with credentials of
   * another scheme, such as {@code Basic}, holds none.
   *
   * @param header looks up the value of a request header
   */
  public List<String> in(Function<String, Optional<String>> header) {
    List<String> found = new ArrayList<>(2);
    for (String name : sources.headers()) {
      header.apply(name).ifPresent(value -> addBare(value, found));
    }
    sources
        .cookie()
        .ifPresent(name -> header.apply("Cookie").ifPresent(all -> addCookie(all, name, found)));
    return found.stream().distinct().limit(MOST).toList();
  }

  private static void addBare(String value, List<String> found) {
    String token =
        value.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? value.substring(BEARER.length()).trim()
            : value.trim();
    if (!token.isEmpty() && !token.equalsIgnoreCase(BEARER.trim()) && token.indexOf(' ') < 0) {
      found.add(token);
    }
  }

  private static void addCookie(String cookies, String name, List<String> found) {
    StringTokenizer each = new StringTokenizer(cookies, ";");
    while (each.hasMoreTokens()) {
      String cookie = each.nextToken();
      int equals = cookie.indexOf('=');
      if (equals > 0 && cookie.substring(0, equals).trim().equals(name)) {
        String value = cookie.substring(equals + 1).trim();
        if (!value.isEmpty()) {
          found.add(value);
        }
      }
    }
  }
}
