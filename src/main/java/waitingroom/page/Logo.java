package waitingroom.page;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A room's logo as an administrator sends it: a {@code data:} URL (RFC 2397). */
final class Logo {
  private static final int BYTES_MAX = 64 * 1024;
  private static final Pattern DATA =
      Pattern.compile("data:(image/(?:png|jpeg|webp|gif|svg\\+xml));base64,([A-Za-z0-9+/]+={0,2})");
  private static final String RULE =
      "logo must be a data: URL in base64 of a PNG, JPEG, WebP, GIF or SVG of at most "
          + BYTES_MAX / 1024
          + " KB";

  private Logo() {}

  /**
   * Decodes the URL.
   *
   * @throws IllegalArgumentException when it is not an image that pages may show
   */
  static Content content(String dataUrl) {
    Matcher parts = DATA.matcher(dataUrl);
    if (dataUrl.length() > 2 * BYTES_MAX || !parts.matches()) {
      throw new IllegalArgumentException(RULE);
    }
    byte[] bytes = decoded(parts.group(2));
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(RULE);
    }
    return Content.of(parts.group(1), bytes);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(RULE, malformed);
    }
  }
}
