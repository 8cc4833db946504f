package waitingroom.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key added at run time, as a bearer token: {@code wrk_<id>_<secret>}. The prefix distinguishes
 * it from a JWT and identifies it to scanners for leaked secrets.
 */
record KeyToken(String id, String secret) {
  private static final String PREFIX = "wrk_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "([A-Z0-9]{20})_([A-Za-z0-9]{40})");

  /** Whether the text has the prefix. */
  static boolean isMeant(String token) {
    return token.startsWith(PREFIX);
  }

  static Optional<KeyToken> parse(String token) {
    Matcher form = FORM.matcher(token);
    return form.matches()
        ? Optional.of(new KeyToken(form.group(1), form.group(2)))
        : Optional.empty();
  }

  String text() {
    return PREFIX + id + "_" + secret;
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return PREFIX + id;
  }
}
