package waitingroom.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Texts that the database may hold but must not show, under a {@link Seal} of their own. Each is
 * bound to the place where it stands, so that a text that somebody copied to another row does not
 * open. Safe for many threads.
 */
public final class SealedText {
  private static final String VERSION = "v1.";

  private final Seal seal;

  /**
   * @param purpose what is sealed, a constant of the caller; texts of one purpose do not open under
   *     another
   */
  public SealedText(MasterSecret secret, String purpose) {
    this.seal = Seal.of(secret, "sealed " + purpose);
  }

  /**
   * Seals a text; twice the same text looks different each time.
   *
   * @param place where it stands, such as the key of its row
   * @return printable ASCII
   */
  public String seal(String text, String place) {
    return VERSION
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(seal.close(utf8(text), utf8(place)));
  }

  /**
   * The text that was sealed at that place.
   *
   * @throws IllegalArgumentException when it was not sealed here, for this purpose, under this
   *     master secret, or was changed since
   */
  public String open(String sealed, String place) {
    if (!sealed.startsWith(VERSION)) {
      throw unreadable();
    }
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
    } catch (IllegalArgumentException notBase64) {
      throw unreadable();
    }
    return new String(
        seal.open(all, utf8(place)).orElseThrow(SealedText::unreadable), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without a cause on purpose: it could say something about the text. */
  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "A sealed text does not open: it was changed, or sealed under another master secret");
  }
}
