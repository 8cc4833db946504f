package waitingroom.token;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON written by hand where the order of members is part of the contract. */
final class JsonText {
  private JsonText() {}

  /** A text as a JSON string with its quotes. */
  static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
