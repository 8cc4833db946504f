package waitingroom.http.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;

/** The access key in a body {@code {"access_key_id": "...", "secret_access_key": "..."}}. */
record ShownKey(String id, String secret) {
  private static final String ID = "access_key_id";
  private static final String SECRET = "secret_access_key";

  /** Refuses any other body, without repeating what is in it. */
  static ShownKey of(byte[] body) {
    return Json.object(body)
        .filter(object -> object.size() == 2)
        .flatMap(
            object ->
                text(object, ID)
                    .flatMap(id -> text(object, SECRET).map(secret -> new ShownKey(id, secret))))
        .orElseThrow(
            () ->
                new HttpRefusal(
                    Problems.of(
                        400,
                        "The body must be a JSON object with the texts access_key_id and"
                            + " secret_access_key")));
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ShownKey(hidden)";
  }
}
