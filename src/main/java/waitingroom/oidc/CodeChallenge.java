package waitingroom.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import waitingroom.secret.Sha256;

/**
 * The PKCE code challenge (RFC 7636, method S256; the method plain would reveal the verifier).
 *
 * @param value 43 characters of base64url
 */
public record CodeChallenge(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /**
   * @throws IllegalArgumentException when the value cannot be a SHA-256
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CodeChallenge {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "code_challenge must be the base64url of a SHA-256, 43 characters");
    }
  }

  public boolean madeFrom(String verifier) {
    return VERIFIER.matcher(verifier).matches()
        && MessageDigest.isEqual(
            value.getBytes(US_ASCII),
            Base64.getUrlEncoder().withoutPadding().encode(Sha256.of(verifier.getBytes(US_ASCII))));
  }
}
