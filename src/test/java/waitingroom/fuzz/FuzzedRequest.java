package waitingroom.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * One request in wire format.
 *
 * @param method decides whether its answer has a body
 * @param alone its end is ambiguous, so nothing may follow it, and it may get no answer
 */
record FuzzedRequest(String method, byte[] bytes, boolean alone) {

  /** The first characters. */
  @Override
  public String toString() {
    String text = new String(bytes, ISO_8859_1);
    return text.length() < 600 ? text : text.substring(0, 600) + " ...";
  }
}
