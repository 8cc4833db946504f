package waitingroom.http.room;

import org.jspecify.annotations.Nullable;
import waitingroom.http.route.Exchange;
import waitingroom.room.RoomState;
import waitingroom.room.RoomStatus;

/**
 * The version of the settings that a client expects ({@code If-Match}, {@code If-None-Match}, RFC
 * 9110 section 13.1). The entity tag stands for the settings alone, since counters change all the
 * time.
 *
 * @param version the settings version, or one of the constants of {@link RoomState}; null: none
 *     expected
 */
record Precondition(@Nullable Long version) {
  static final Precondition NONE = new Precondition(null);
  static final Precondition EXISTS = new Precondition(RoomState.ANY_OPEN_VERSION);
  static final Precondition ABSENT = new Precondition(RoomState.NOT_OPEN);

  /** A version that no settings have, for a tag that is not one of ours. */
  private static final Precondition FOREIGN = new Precondition(Long.MAX_VALUE);

  static Precondition of(Exchange exchange) {
    if (exchange.header("If-None-Match").filter(value -> value.trim().equals("*")).isPresent()) {
      return ABSENT;
    }
    return exchange.header("If-Match").map(Precondition::ofTag).orElse(NONE);
  }

  private static Precondition ofTag(String value) {
    String tag = value.trim();
    if (tag.equals("*")) {
      return EXISTS;
    }
    return tag.matches("\"v[1-9][0-9]{0,17}\"")
        ? new Precondition(Long.parseLong(tag, 2, tag.length() - 1, 10))
        : FOREIGN;
  }

  static String etag(RoomStatus status) {
    return "\"v" + status.settingsVersion() + "\"";
  }

  long versionOr(long fallback) {
    Long said = version;
    return said == null ? fallback : said;
  }
}
