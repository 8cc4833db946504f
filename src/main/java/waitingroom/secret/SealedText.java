package waitingroom.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Encrypts texts for the database, under a separate {@link Seal}. Each text is bound to its place,
 * so one copied to another row does not open. Thread-safe.
 */
public final class SealedText {
  private static final String VERSION = "v1.";

  private final Seal seal;

  /**
   * @param purpose a constant of the caller; texts of one purpose do not open under another
   */
  public SealedText(MasterSecret secret, String purpose) {
    this.seal = Seal.of(secret, "sealed " + purpose);
  }

  /**
   * Seals a text; sealing it again gives a different result.
   *
   * @param place where the text is stored, such as the key of its row
   * @return printable ASCII
   */
  public String seal(String text, String place) {
    return VERSION
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(seal.close(utf8(text), utf8(place)));
  }

  /**
   * The text sealed for that place.
   *
   * @throws IllegalArgumentException when it was sealed for another place or purpose or under
   *     another master secret, or was changed since
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

  /** No cause: it could reveal something about the text. */
  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "A sealed text does not open: it was changed, or sealed under another master secret");
  }
}
