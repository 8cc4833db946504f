package waitingroom.http.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.Iterator;
import java.util.stream.Collectors;

/**
 * Reads a JSON object of which a client sends some members and leaves the others as they are.
 * Strict: what is unknown or wrong is 400, and its name is said.
 *
 * @param type what all members together are
 * @param noun what one of them is called
 * @param wrongKind what is said when a member that comes in several kinds names none of them
 */
public record MergePatch<T>(Class<T> type, String noun, String wrongKind) {

  /** A client that sends a text for a number is told so. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withCoercionConfig(LogicalType.Textual, MergePatch::onlyTexts)
          .build();

  private static void onlyTexts(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** The members in a body, with those of {@code base} where they are missing. */
  public ObjectNode over(byte[] body, T base) {
    JsonNode given =
        Json.object(body)
            .orElseThrow(
                () ->
                    refusal(
                        "The body must be a JSON object of %ss, {} for the defaults"
                            .formatted(noun)));
    ObjectNode all = STRICT.valueToTree(base);
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!all.has(name)) {
        throw refusal("There is no %s %s".formatted(noun, Json.quoted(name)));
      }
      if (!all.get(name).isNull()) {
        refuseNull(name, given.get(name));
      }
      all.set(name, given.get(name));
    }
    return all;
  }

  /** A member that is always something cannot be taken away. */
  public void refuseNull(String name, JsonNode value) {
    if (value.isNull()) {
      throw refusal(
          "The %s %s must not be null: leave it out for its default".formatted(noun, name));
    }
  }

  /** All members as a value. */
  public T read(ObjectNode all) {
    try {
      return STRICT.treeToValue(all, type);
    } catch (JsonMappingException wrong) {
      throw refusal(explanation(wrong));
    } catch (JsonProcessingException wrong) {
      throw refusal("The body is not a JSON object of %ss".formatted(noun));
    }
  }

  private String explanation(JsonMappingException wrong) {
    if (wrong.getCause() instanceof IllegalArgumentException rule) {
      return String.valueOf(rule.getMessage());
    }
    String name =
        wrong.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."));
    if (wrong instanceof UnrecognizedPropertyException) {
      return "There is no " + noun + " " + name;
    }
    if (wrong instanceof InvalidTypeIdException) {
      return wrongKind;
    }
    return name.isEmpty()
        ? "The " + noun + "s are malformed"
        : "The " + noun + " " + name + " has a value of the wrong type";
  }

  public static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
