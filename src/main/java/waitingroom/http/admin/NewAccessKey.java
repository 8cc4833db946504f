package waitingroom.http.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import waitingroom.access.Role;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;

/** What a body {@code {"name": "...", "role": "..."}} asks for. */
record NewAccessKey(String name, Role role) {

  static NewAccessKey of(byte[] body) {
    return Json.object(body)
        .filter(object -> object.size() == 2)
        .flatMap(
            object ->
                text(object, "name")
                    .flatMap(
                        name ->
                            text(object, "role")
                                .flatMap(Role::named)
                                .map(role -> new NewAccessKey(name, role))))
        .orElseThrow(
            () ->
                new HttpRefusal(
                    Problems.of(
                        400,
                        "The body must be a JSON object with a name and a role: viewer, operator"
                            + " or admin")));
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }
}
