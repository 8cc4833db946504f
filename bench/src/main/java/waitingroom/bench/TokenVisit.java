package waitingroom.bench;

import java.util.Map;

/** Fetches a token, and counts an answer that asks to come back later under its own name. */
final class TokenVisit implements Visit {
  static final String GRANTED = "token";
  static final String SHED = "503, Retry-After";

  private final String requestId;
  private final Map<String, String> kept;
  private String name = "other";

  /**
   * @param kept gets the body of the token, by request id
   */
  TokenVisit(String requestId, Map<String, String> kept) {
    this.requestId = requestId;
    this.kept = kept;
  }

  static byte[] request(String requestId) {
    return Requests.post(
        "/generate_token", "{\"event_id\": \"Sample\", \"request_id\": \"" + requestId + "\"}");
  }

  @Override
  public String name(int step) {
    return name;
  }

  @Override
  public byte[] request(int step) {
    return request(requestId);
  }

  @Override
  public boolean answered(int step, KeptConnection.Received answer) {
    if (answer.status() == 200) {
      name = GRANTED;
      kept.put(requestId, answer.body());
    } else if ((answer.status() == 503 || answer.status() == 429)
        && answer.hasHeader("Retry-After")) {
      name = SHED;
    }
    return !name.equals("other");
  }
}
