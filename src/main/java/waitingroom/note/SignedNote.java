package waitingroom.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with signatures. The text must not be believed before {@link #isSignedBy} says so.
 *
 * @param text ends with a line break
 * @param signatures lines without their line breaks, one or more
 */
public record SignedNote(String text, List<String> signatures) {
  private static final int SIGNATURES_MAX = 16;
  private static final Pattern LINE =
      Pattern.compile("\u2014 (?<name>[^\\p{Z}\\s+]+) (?<signature>[A-Za-z0-9+/]+={0,2})");

  /** Control characters but the line break. */
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f]");

  /**
   * @throws IllegalArgumentException when text or signatures are malformed
   */
  public SignedNote {
    signatures = List.copyOf(signatures);
    checkText(text);
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      throw new IllegalArgumentException("A note has 1 to 16 signatures");
    }
    if (!signatures.stream().allMatch(line -> LINE.matcher(line).matches())) {
      throw new IllegalArgumentException("A signature of a note is a dash, a name and base64");
    }
  }

  static void checkText(String text) {
    if (!text.endsWith("\n") || CONTROL.matcher(text).find()) {
      throw new IllegalArgumentException(
          "The text of a note ends with a line break and has no other control character");
    }
  }

  /**
   * Reads a note: text, an empty line, signatures.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("A note is a text, an empty line and signatures");
    }
    String lines = note.substring(end + 2);
    return new SignedNote(note.substring(0, end + 1), lines.lines().toList());
  }

  /** The whole note: text, an empty line, signatures. */
  public String note() {
    return text + "\n" + String.join("\n", signatures) + "\n";
  }

  /**
   * True when one of the signatures is of that key and genuine, and none that claims to be of it is
   * false.
   */
  public boolean isSignedBy(NoteKey key) {
    boolean found = false;
    for (String line : signatures) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches() && parts.group("name").equals(key.name())) {
        byte[] signature = decoded(parts.group("signature"));
        if (isFrom(key, signature)) {
          byte[] rest = Arrays.copyOfRange(signature, NoteKey.ID_BYTES, signature.length);
          if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), rest)) {
            return false;
          }
          found = true;
        }
      }
    }
    return found;
  }

  private static boolean isFrom(NoteKey key, byte[] signature) {
    return signature.length > NoteKey.ID_BYTES
        && Arrays.equals(Arrays.copyOf(signature, NoteKey.ID_BYTES), key.id());
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }
}
