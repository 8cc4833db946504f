package waitingroom.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Mutates texts. The same generator in the same state gives the same texts. */
final class Mutations {
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "%",
          "%zz",
          "%00",
          "%2e%2e%2f",
          "..",
          "../../../../etc/passwd",
          "<script>alert(1)</script>",
          "'\"`;--",
          "null",
          "true",
          "NaN",
          "-1",
          "0",
          "-0.0",
          "1e999",
          "9".repeat(40),
          "A".repeat(3000),
          "\u0000",
          "\u007f",
          "\u00e9\u00ff\u00fe",
          "\r\nSet-Cookie: a=b",
          "${jndi:ldap://127.0.0.1:1/x}",
          "{{7*7}}",
          "[[[[[[",
          "\\u0000",
          "\\",
          "&&==&",
          "Bearer",
          "eyJhbGciOiJub25lIn0.e30.",
          "00000001-0000-8000-8000-000000000000");

  private final RandomGenerator random;

  Mutations(RandomGenerator random) {
    this.random = random;
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  String odd() {
    return oneOf(ODD);
  }

  /** The text with one to three mutations. */
  String spoilt(String text) {
    String spoilt = text;
    for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
      spoilt = wounded(spoilt);
    }
    return spoilt;
  }

  private String wounded(String text) {
    int at = random.nextInt(text.length() + 1);
    int to = at + random.nextInt(text.length() - at + 1);
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(to);
      case 2 -> text.substring(0, at) + odd() + text.substring(at);
      case 3 -> text.substring(0, to) + text.substring(at);
      case 4 -> text.substring(0, at) + noise(1 + random.nextInt(8)) + text.substring(to);
      default -> at == text.length() ? text + odd() : flipped(text, at);
    };
  }

  /** The text without at least its last character, so that no JSON object stays complete. */
  String cut(String text) {
    return text.substring(0, random.nextInt(text.length()));
  }

  /** The text with one changed character. */
  String flipped(String text, int at) {
    char other = (char) (text.charAt(at) ^ (1 + random.nextInt(15)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  String noise(int length) {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < length; i++) {
      noise.append((char) random.nextInt(256));
    }
    return noise.toString();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
