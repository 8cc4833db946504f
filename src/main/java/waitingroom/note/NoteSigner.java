package waitingroom.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The private key that signs notes. A file holds it as one JWK (RFC 8037), whose {@code kid} is the
 * name of the key. Thread-safe.
 */
public final class NoteSigner {
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private final NoteKey key;
  private final PrivateKey privateKey;

  private NoteSigner(NoteKey key, PrivateKey privateKey) {
    this.key = key;
    this.privateKey = privateKey;
  }

  /**
   * Reads the content of a key file.
   *
   * @throws IllegalArgumentException when it is no private Ed25519 key with a name; the message
   *     never quotes the key
   */
  public static NoteSigner parse(byte[] jwk) {
    NoteSigner signer;
    try {
      if (!(PublicJsonWebKey.Factory.newPublicJwk(new String(jwk, StandardCharsets.UTF_8))
          instanceof OctetKeyPairJsonWebKey pair)) {
        throw refused();
      }
      if (!NoteKey.ALGORITHM.equals(pair.getSubtype())
          || pair.getKeyId() == null
          || pair.getPrivateKey() == null) {
        throw refused();
      }
      signer =
          new NoteSigner(new NoteKey(pair.getKeyId(), publicBytes(pair)), pair.getPrivateKey());
    } catch (JoseException | RuntimeException e) {
      // No cause: its message may quote the secret.
      throw refused();
    }
    if (!signer.key.verifies(PROBE, signer.signature(PROBE))) {
      throw new IllegalArgumentException(
          "The private member of the log signing key does not match its public one");
    }
    return signer;
  }

  private static byte[] publicBytes(OctetKeyPairJsonWebKey pair) {
    if (!(pair.toParams(OutputControlLevel.PUBLIC_ONLY).get("x") instanceof String x)) {
      throw refused();
    }
    return Base64.getUrlDecoder().decode(x);
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "The log signing key file must hold one private JWK with kty OKP, crv Ed25519 and a kid"
            + " without spaces and plus");
  }

  /**
   * Generates a key as the content of a key file.
   *
   * @param name of the key, see {@link NoteKey}
   */
  public static String generate(String name) {
    try {
      OctetKeyPairJsonWebKey pair = OkpJwkGenerator.generateJwk(NoteKey.ALGORITHM);
      pair.setKeyId(name);
      pair.setUse("sig");
      return pair.toJson(OutputControlLevel.INCLUDE_PRIVATE) + "\n";
    } catch (JoseException e) {
      throw new IllegalStateException("This Java lacks Ed25519: use a complete JDK", e);
    }
  }

  /** The public key. */
  public NoteKey key() {
    return key;
  }

  /**
   * Signs a text.
   *
   * @param text ends with a line break
   * @throws IllegalArgumentException when it is no text of a note
   */
  public SignedNote sign(String text) {
    SignedNote.checkText(text);
    byte[] id = key.id();
    byte[] signature = signature(text.getBytes(StandardCharsets.UTF_8));
    byte[] both = new byte[id.length + signature.length];
    System.arraycopy(id, 0, both, 0, id.length);
    System.arraycopy(signature, 0, both, id.length, signature.length);
    String line = "\u2014 " + key.name() + " " + Base64.getEncoder().encodeToString(both);
    return new SignedNote(text, List.of(line));
  }

  private byte[] signature(byte[] text) {
    try {
      Signature signer = Signature.getInstance(NoteKey.ALGORITHM);
      signer.initSign(privateKey);
      signer.update(text);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks Ed25519: use a complete JDK", e);
    }
  }

  /** Omits the private key. */
  @Override
  public String toString() {
    return "NoteSigner(" + key.text() + ")";
  }
}
