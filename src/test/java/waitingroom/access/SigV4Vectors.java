package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import waitingroom.access.SignedRequest.Header;

/** Reads the vector files: blocks of {@code member value} lines separated by empty lines. */
final class SigV4Vectors {
  private SigV4Vectors() {}

  record Vector(String name, SignedRequest request) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Vector> read(String resource) {
    try (InputStream in = SigV4Vectors.class.getResourceAsStream("/sigv4/" + resource)) {
      String text = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\n\n", -1))
          .filter(block -> !block.startsWith("#"))
          .map(SigV4Vectors::vector)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector vector(String block) {
    Map<String, String> members = new LinkedHashMap<>();
    List<Header> headers = new ArrayList<>();
    for (String line : block.lines().toList()) {
      String member = line.substring(0, line.indexOf(' '));
      String value = line.substring(member.length() + 1);
      if (member.equals("header")) {
        int colon = value.indexOf(':');
        headers.add(new Header(value.substring(0, colon), value.substring(colon + 1)));
      } else {
        members.put(member, value);
      }
    }
    headers.add(
        new Header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/%s/aws4_request, SignedHeaders=%s, Signature=%s"
                .formatted(
                    KeyFiles.ID,
                    members.get("scope"),
                    members.get("signed"),
                    members.get("signature"))));
    String[] line = members.getOrDefault("request", "").split(" ", 2);
    String[] target = line[1].split("\\?", 2);
    byte[] body = members.getOrDefault("body", "").getBytes(UTF_8);
    var request =
        new SignedRequest(line[0], target[0], target.length > 1 ? target[1] : null, headers, body);
    return new Vector(members.getOrDefault("name", "?"), request);
  }
}
