package waitingroom.oidc;

import java.util.Locale;
import java.util.stream.Stream;

/** Names of visitors for a client: claim {@code sub} (OpenID Connect Core, section 8). */
public enum SubjectType {
  /** The request id, the same for all clients. */
  PUBLIC,
  /** A name that means nothing to clients at other hosts, and from which no request id follows. */
  PAIRWISE;

  /** The name on the wire and in the table. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type of that name.
   *
   * @throws IllegalArgumentException when there is none; the message names the member
   */
  public static SubjectType of(String wireName) {
    return Stream.of(values())
        .filter(type -> type.wireName().equals(wireName))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("subject_type must be public or pairwise"));
  }
}
