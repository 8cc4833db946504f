package waitingroom.authorizer.check;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The requests whose answer a browser shows as a page, so that a redirect takes the visitor on. */
public final class Navigation {
  private Navigation() {}

  /**
   * Tells whether a request is one. A script that fetches HTML could not show the waiting page, so
   * it gets the status instead (W3C Fetch Metadata; older browsers say nothing).
   *
   * @param header looks up the value of a request header
   */
  public static boolean is(Function<String, Optional<String>> header) {
    return header
            .apply("Accept")
            .filter(types -> types.toLowerCase(Locale.ROOT).contains("text/html"))
            .isPresent()
        && header
            .apply("Sec-Fetch-Mode")
            .filter(mode -> !mode.equalsIgnoreCase("navigate"))
            .isEmpty();
  }
}
