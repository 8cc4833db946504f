package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Es256SignerTest {

  /** RFC 6979, appendix A.2.5. */
  @ParameterizedTest
  @CsvSource({
    "sample,"
        + "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
        + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    "test,"
        + "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
        + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
  })
  void signatures_are_those_of_rfc_6979(String message, String signature) throws Exception {
    BigInteger number =
        new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
    ECPrivateKey key =
        (ECPrivateKey)
            KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(number, EllipticCurves.P256));

    assertThat(new Es256Signer(key).sign(message.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(HexFormat.of().parseHex(signature));
  }
}
