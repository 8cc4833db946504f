package waitingroom.bench;

import java.util.Map;

/** Token request; an answer with {@code Retry-After} is counted under a name of its own. */
final class TokenVisit implements Visit {
  static final String GRANTED = "token";
  static final String SHED = "503, Retry-After";

  private final String requestId;
  private final Map<String, String> kept;
  private String name = "other";

  /**
   * @param kept receives the body of the token by request id
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
