package waitingroom.http.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import waitingroom.access.Role;

/** The body that asks for a new access key. */
record NewAccessKey(String name, @JsonProperty("role") String roleName) {

  /**
   * @throws IllegalArgumentException when there is no such role
   */
  NewAccessKey {
    if (Role.named(roleName).isEmpty()) {
      throw new IllegalArgumentException("The member role must be " + Role.names());
    }
  }

  Role role() {
    return Role.named(roleName).orElseThrow();
  }
}
