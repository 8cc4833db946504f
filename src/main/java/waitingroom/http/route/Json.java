package waitingroom.http.route;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON at the edge. */
public final class Json {
  /** Our documents have four levels. */
  static final int DEPTH_MAX = 32;

  private static final int NUMBER_CHARS_MAX = 256;

  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_CHARS_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Of a repeated member, two readers could each take a different one.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new WholeNumbers())
          .build();

  /** Takes a number without a fraction for an integer, however it is written (JSON Schema). */
  private static final class WholeNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    /** Nothing asks for a longer one, whose digits could take long or fill the memory. */
    private static final int DIGITS_MAX = 40;

    @Override
    public ValueNode numberNode(BigDecimal number) {
      if (number.precision() > DIGITS_MAX) {
        return super.numberNode(number);
      }
      BigDecimal shortest = number.stripTrailingZeros();
      boolean whole = shortest.scale() <= 0;
      return whole && (long) shortest.precision() - shortest.scale() <= DIGITS_MAX
          ? numberNode(shortest.toBigInteger())
          : super.numberNode(number);
    }
  }

  private Json() {}

  /** The object in the body; empty when the body is not a JSON object. */
  public static Optional<JsonNode> object(byte[] body) {
    try {
      return Optional.ofNullable(MAPPER.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException | NumberFormatException notJson) {
      // The latter for an exponent that fits no number.
      return Optional.empty();
    }
  }

  /** 200 with that value, on a modern path. */
  public static HttpResponse answer(Object value) {
    return HttpResponse.create()
        .addHeader(Answers.NO_STORE)
        .withEntity(ContentTypes.APPLICATION_JSON, bytes(value));
  }

  public static ByteString bytes(Object value) {
    try {
      return ByteString.fromArrayUnsafe(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ByteString bytes(String json) {
    return ByteString.fromArrayUnsafe(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The text as a JSON string, quotes included. */
  public static String quoted(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
