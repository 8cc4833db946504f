package waitingroom.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that was added at run time, in the form of a bearer token: {@code wrk_<id>_<secret>}. The
 * prefix tells it from a JWT, and tells those who search files for lost secrets what it is.
 */
record KeyToken(String id, String secret) {
  private static final String PREFIX = "wrk_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "([A-Z0-9]{20})_([A-Za-z0-9]{40})");

  /** Whether the text means to be one. */
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

  /** Says nothing about the secret. */
  @Override
  public String toString() {
    return PREFIX + id;
  }
}
