package waitingroom.token;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Hand-written JSON, for where the order of members is part of the contract. */
final class JsonText {
  private JsonText() {}

  /** The text as a JSON string, with quotes. */
  static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
