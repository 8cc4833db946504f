package waitingroom.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Reads a JSON object that holds some of a value's members and leaves the others as they are (the
 * upper level of RFC 7396). As strict as {@link StrictJson}.
 *
 * @param type of the whole value
 * @param noun for a member in the text of a refusal
 * @param clearable members that null takes back
 */
public record MergePatch<T>(Class<T> type, String noun, Set<String> clearable) {
  /** Members that have a value always have one. */
  public MergePatch(Class<T> type, String noun) {
    this(type, noun, Set.of());
  }

  /** The members of a body, with those of {@code base} where they are missing. */
  public ObjectNode over(byte[] body, T base) {
    JsonNode given =
        Json.object(body)
            .orElseThrow(
                () ->
                    HttpRefusal.badRequest(
                        "The body must be a JSON object of %ss, {} for the defaults"
                            .formatted(noun)));
    ObjectNode all = StrictJson.MAPPER.valueToTree(base);
    for (Map.Entry<String, JsonNode> member : given.properties()) {
      String name = member.getKey();
      if (!all.has(name)) {
        throw HttpRefusal.badRequest("There is no %s %s".formatted(noun, Json.quoted(name)));
      }
      if (!all.get(name).isNull() && !clearable.contains(name)) {
        refuseNull(name, member.getValue());
      }
      all.set(name, member.getValue());
    }
    return all;
  }

  /** Refuses null for a member that always has a value. */
  public void refuseNull(String name, JsonNode value) {
    if (value.isNull()) {
      throw HttpRefusal.badRequest(
          "The %s %s must not be null: leave it out for its default".formatted(noun, name));
    }
  }

  /** All members as a value. */
  public T read(ObjectNode all) {
    return StrictJson.read(all, type, noun);
  }
}
