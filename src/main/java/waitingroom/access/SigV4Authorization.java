package waitingroom.access;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed {@code Authorization: AWS4-HMAC-SHA256} header.
 *
 * @param date of the credential scope, {@code yyyyMMdd}
 * @param signedHeaders lower case, each once
 * @param signature 64 hexadecimal digits
 */
record SigV4Authorization(
    String keyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final int CHARS_MAX = 8192;
  private static final Pattern CREDENTIAL =
      Pattern.compile("(\\w{1,128})/(\\d{8})/([\\w-]{1,64})/([\\w-]{1,64})/aws4_request");
  private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

  /** Parses a header; empty when it is not a complete one of this scheme. */
  static Optional<SigV4Authorization> parse(String header) {
    if (header.length() > CHARS_MAX || !header.startsWith(ALGORITHM + " ")) {
      return Optional.empty();
    }
    Map<String, String> members = new HashMap<>();
    for (String member : header.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = member.indexOf('=');
      if (equals < 0
          || members.put(member.substring(0, equals).strip(), member.substring(equals + 1).strip())
              != null) {
        return Optional.empty();
      }
    }
    return members.size() == 3 ? of(members) : Optional.empty();
  }

  private static Optional<SigV4Authorization> of(Map<String, String> members) {
    Matcher credential = CREDENTIAL.matcher(members.getOrDefault("Credential", ""));
    List<String> signedHeaders =
        Arrays.asList(members.getOrDefault("SignedHeaders", "").split(";", -1));
    String signature = members.getOrDefault("Signature", "");
    boolean complete =
        credential.matches()
            && signedHeaders.stream().allMatch(name -> HEADER_NAME.matcher(name).matches())
            && new HashSet<>(signedHeaders).size() == signedHeaders.size()
            && SIGNATURE.matcher(signature).matches();
    return complete
        ? Optional.of(
            new SigV4Authorization(
                credential.group(1),
                credential.group(2),
                credential.group(3),
                credential.group(4),
                List.copyOf(signedHeaders),
                signature))
        : Optional.empty();
  }
}
