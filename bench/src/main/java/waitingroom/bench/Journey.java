package waitingroom.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole visit: joins, looks up the position, polls, fetches the token. */
final class Journey implements Visit {
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private final String room;
  private final int polls;
  private String requestId = "";

  Journey(String room, int polls) {
    this.room = room;
    this.polls = polls;
  }

  @Override
  public int steps() {
    return polls + 3;
  }

  @Override
  public String name(int step) {
    if (step == 0) {
      return "assign_queue_num";
    }
    if (step == 1) {
      return "queue_num";
    }
    return step < polls + 2 ? "serving_num" : "generate_token";
  }

  @Override
  public byte[] request(int step) {
    String path = "/" + name(step);
    String body = "{\"event_id\": \"" + room + "\"";
    return switch (name(step)) {
      case "assign_queue_num" -> Requests.post(path, body + "}");
      case "queue_num" -> Requests.get(path + "?event_id=" + room + "&request_id=" + requestId);
      case "serving_num" -> Requests.get(path + "?event_id=" + room);
      default -> Requests.post(path, body + ", \"request_id\": \"" + requestId + "\"}");
    };
  }

  @Override
  public boolean answered(int step, KeptConnection.Received answer) {
    if (step == 0) {
      Matcher matcher = ID.matcher(answer.body());
      requestId = matcher.find() ? matcher.group() : "";
    }
    return answer.status() == 200;
  }
}
