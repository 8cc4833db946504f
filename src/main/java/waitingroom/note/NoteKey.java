package waitingroom.note;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.secret.Sha256;

/**
 * A public key that checks notes.
 *
 * @param name of the key, printable ASCII without spaces and plus, best an address without its
 *     scheme
 * @param bytes of the key, 32
 */
// The array is never compared: a key is known by its name and id.
@SuppressWarnings("ArrayRecordComponent")
public record NoteKey(String name, byte[] bytes) {
  static final String ALGORITHM = "Ed25519";
  static final int BYTES = 32;
  static final int ID_BYTES = 4;
  static final Pattern NAME = Pattern.compile("[!-*,-~]{1,128}");

  private static final byte TYPE = 1;
  private static final Pattern TEXT =
      Pattern.compile("(?<name>[!-*,-~]{1,128})\\+(?<id>[0-9a-f]{8})\\+(?<key>[A-Za-z0-9+/]{44})");

  /** The frame of an Ed25519 key in X.509 (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * @throws IllegalArgumentException when name or bytes are malformed
   */
  public NoteKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name of a key has 1 to 128 printable ASCII characters, no space and no plus");
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + bytes.length);
    }
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Four bytes that tell keys of one name apart. */
  byte[] id() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    all.write('\n');
    all.write(TYPE);
    all.writeBytes(bytes);
    return Arrays.copyOf(Sha256.of(all.toByteArray()), ID_BYTES);
  }

  /** The key as one line of text, the <em>vkey</em> of c2sp.org. */
  public String text() {
    byte[] typed = new byte[1 + BYTES];
    typed[0] = TYPE;
    System.arraycopy(bytes, 0, typed, 1, BYTES);
    return name
        + ("+" + HexFormat.of().formatHex(id()))
        + ("+" + Base64.getEncoder().encodeToString(typed));
  }

  /**
   * Reads a key from its line of text.
   *
   * @throws IllegalArgumentException when it is malformed, of another kind, or its id is wrong
   */
  public static NoteKey parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("A key of notes is its name, id and bytes, with plus");
    }
    byte[] typed = Base64.getDecoder().decode(parts.group("key"));
    if (typed.length != 1 + BYTES || typed[0] != TYPE) {
      throw new IllegalArgumentException("The key of notes is no Ed25519 key");
    }
    NoteKey key = new NoteKey(parts.group("name"), Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.text().equals(text)) {
      throw new IllegalArgumentException("The id of the key of notes is not that of its bytes");
    }
    return key;
  }

  /** True when the signature, without the id, is of this key over that text. */
  boolean verifies(byte[] text, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(publicKey());
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException noSignature) {
      return false;
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    byte[] framed = Arrays.copyOf(X509, X509.length + BYTES);
    System.arraycopy(bytes, 0, framed, X509.length, BYTES);
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(framed));
  }
}
