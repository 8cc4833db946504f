package waitingroom.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * One request as it goes over the wire.
 *
 * @param method decides whether its answer has a body
 * @param alone its end cannot be told, so nothing may follow it, and it may stay without an answer
 */
record FuzzedRequest(String method, byte[] bytes, boolean alone) {

  /** The first characters, for a message. */
  @Override
  public String toString() {
    String text = new String(bytes, ISO_8859_1);
    return text.length() < 600 ? text : text.substring(0, 600) + " ...";
  }
}
