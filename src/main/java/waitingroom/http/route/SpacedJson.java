package waitingroom.http.route;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;

/**
 * Writes a JSON object as the original does: members in the given order, a space after each colon
 * and comma. Rendered per request, so it costs one buffer and no reflection. Strings are written as
 * they are: only ids, tokens and sentences of ours, which need no escapes.
 */
public final class SpacedJson {
  private final StringBuilder text = new StringBuilder(128).append('{');

  public SpacedJson string(String name, String value) {
    assert value.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' ') : name;
    member(name).append('"').append(value).append('"');
    return this;
  }

  public SpacedJson number(String name, long value) {
    member(name).append(value);
    return this;
  }

  public SpacedJson flag(String name, boolean value) {
    member(name).append(value);
    return this;
  }

  public SpacedJson object(String name, SpacedJson value) {
    member(name).append(value);
    return this;
  }

  private StringBuilder member(String name) {
    if (text.length() > 1) {
      text.append(", ");
    }
    return text.append('"').append(name).append("\": ");
  }

  public ByteString bytes() {
    return ByteString.fromArrayUnsafe(toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
