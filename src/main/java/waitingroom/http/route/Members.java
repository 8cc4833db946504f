package waitingroom.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The members of a JSON body on a compatible path. A member that breaks the model is 400 {@code
 * Invalid request body}.
 *
 * <p>The original checks the model only for {@code application/json}; with any other content type a
 * numeric string went through, and some clients count on it.
 *
 * @param numericStrings whether a number may come as a string
 */
public record Members(JsonNode object, boolean numericStrings) {
  private static final int DIGITS_MAX = 40;

  public String text(String name) {
    JsonNode node = object.get(name);
    if (node == null || !node.isTextual()) {
      throw new HttpRefusal(Answers.INVALID_BODY);
    }
    return node.textValue();
  }

  public Optional<String> optionalText(String name) {
    return object.has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A number of any size and fraction. */
  public BigDecimal number(String name) {
    JsonNode node = object.get(name);
    if (node != null && node.isNumber()) {
      return node.decimalValue();
    }
    if (numericStrings && node != null && node.isTextual()) {
      return parsed(node.textValue().trim());
    }
    throw new HttpRefusal(Answers.INVALID_BODY);
  }

  private static BigDecimal parsed(String text) {
    try {
      if (text.length() <= DIGITS_MAX) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException notANumber) {
      // refused below
    }
    throw new HttpRefusal(Answers.INVALID_BODY);
  }

  public Optional<BigDecimal> optionalNumber(String name) {
    return object.has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  /** The number as a long if it is whole and fits, else 400 with a text that names the member. */
  public long whole(String name) {
    return fit(name, number(name), RoundingMode.UNNECESSARY);
  }

  /** The number with its fraction cut off, as the original does it, if it fits a long, else 400. */
  public static long truncated(String name, BigDecimal number) {
    return fit(name, number, RoundingMode.DOWN);
  }

  private static long fit(String name, BigDecimal number, RoundingMode rounding) {
    try {
      // The exponent first: setScale of 1E+1000000000 would fill the memory.
      long digits = (long) number.precision() - number.scale();
      if (digits <= DIGITS_MAX && number.scale() <= DIGITS_MAX) {
        return number.setScale(0, rounding).longValueExact();
      }
    } catch (ArithmeticException doesNotFit) {
      // refused below
    }
    throw new HttpRefusal(
        Answers.error(400, "Invalid " + name + ": a whole number of at most 64 bits is needed"));
  }
}
