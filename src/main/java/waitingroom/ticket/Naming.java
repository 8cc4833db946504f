package waitingroom.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How others are told of visitors: by a credential, or by a name that opens nothing. */
public enum Naming {
  /** Request ids. Whoever has one gets the visitor's token. */
  @JsonProperty("ids")
  IDS,
  /** Names; see {@link RequestIds#name}. */
  @JsonProperty("names")
  NAMES;

  /** Lower case, as on the wire and in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that {@link #text}. */
  public static Optional<Naming> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findAny();
  }
}
