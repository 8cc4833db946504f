package waitingroom.http.admin;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The body of a sign-in: an access key. */
record ShownKey(
    @JsonProperty("access_key_id") String id, @JsonProperty("secret_access_key") String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "ShownKey(hidden)";
  }
}
