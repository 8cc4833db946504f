package waitingroom.draw.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Copies of a document, each with one member changed or removed. */
final class SpoiltMembers {
  private SpoiltMembers() {}

  /** The copies by the path of the member and what was done to it. */
  static Map<String, JsonNode> of(JsonNode document) {
    Map<String, JsonNode> copies = new LinkedHashMap<>();
    spoil(document, document, "", copies);
    return copies;
  }

  private static void spoil(
      JsonNode document, JsonNode at, String path, Map<String, JsonNode> copies) {
    List<String> names =
        at instanceof ArrayNode array
            ? IntStream.range(0, array.size()).mapToObj(Integer::toString).toList()
            : List.copyOf(((ObjectNode) at).properties().stream().map(Map.Entry::getKey).toList());
    for (String name : names) {
      String member = path + "/" + name;
      JsonNode value = document.at(member);
      if (value instanceof ContainerNode<?>) {
        spoil(document, value, member, copies);
      } else {
        copies.put(member + " changed", with(document, path, name, changed(value)));
      }
      // Null says nothing, so without it nothing is missing.
      if (!value.isNull()) {
        copies.put(member + " removed", without(document, path, name));
      }
    }
  }

  private static JsonNode changed(JsonNode value) {
    if (value.isIntegralNumber()) {
      return LongNode.valueOf(value.longValue() + 1);
    }
    if (value.isBoolean()) {
      return BooleanNode.valueOf(!value.booleanValue());
    }
    if (value.isNull()) {
      return TextNode.valueOf("word");
    }
    String text = value.textValue();
    int middle = text.length() / 2;
    char other = text.charAt(middle) == '1' ? '2' : '1';
    return TextNode.valueOf(text.substring(0, middle) + other + text.substring(middle + 1));
  }

  private static JsonNode with(JsonNode document, String path, String name, JsonNode value) {
    JsonNode copy = document.deepCopy();
    if (copy.at(path) instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) copy.at(path)).set(name, value);
    }
    return copy;
  }

  private static JsonNode without(JsonNode document, String path, String name) {
    JsonNode copy = document.deepCopy();
    if (copy.at(path) instanceof ArrayNode array) {
      array.remove(Integer.parseInt(name));
    } else {
      ((ObjectNode) copy.at(path)).remove(name);
    }
    return copy;
  }
}
