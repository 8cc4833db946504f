package waitingroom.http.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.HttpRefusal;
import waitingroom.oidc.Client;
import waitingroom.oidc.RedirectUri;
import waitingroom.oidc.Scopes;
import waitingroom.oidc.SecretHash;
import waitingroom.oidc.SubjectType;
import waitingroom.room.RoomId;

/**
 * A room's client as the API shows it.
 *
 * @param secret null, except in the answer to the call that made it
 */
record ClientDocument(
    @JsonProperty("client_id") String clientId,
    @JsonProperty("public") boolean isPublic,
    @JsonProperty("client_secret") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret,
    @JsonProperty("redirect_uris") List<String> redirectUris,
    @JsonProperty("post_logout_redirect_uris") List<String> postLogoutRedirectUris,
    List<String> scopes,
    @JsonProperty("subject_type") String subjectType) {

  /**
   * The body that makes or replaces a client.
   *
   * @param publicClient null: false
   * @param secret null: keep the present one, or make one
   * @param makeSecret null: false
   * @param subjectType null: public
   */
  record Wanted(
      @JsonProperty("public") @Nullable Boolean publicClient,
      @JsonProperty("client_secret") @Nullable String secret,
      @JsonProperty("new_secret") @Nullable Boolean makeSecret,
      @JsonProperty("redirect_uris") @Nullable List<String> redirectUris,
      @JsonProperty("post_logout_redirect_uris") @Nullable List<String> postLogoutRedirectUris,
      @Nullable List<String> scopes,
      @JsonProperty("subject_type") @Nullable String subjectType) {
    /**
     * @throws IllegalArgumentException when members contradict each other
     */
    Wanted {
      boolean makes = makeSecret != null && makeSecret;
      if (publicClient != null && publicClient && (secret != null || makes)) {
        throw new IllegalArgumentException(
            "A public client has no secret: leave client_secret and new_secret out");
      }
      if (secret != null && makes) {
        throw new IllegalArgumentException("Send client_secret or new_secret, not both");
      }
    }

    boolean isPublic() {
      return publicClient != null && publicClient;
    }

    boolean newSecret() {
      return makeSecret != null && makeSecret;
    }

    /**
     * The client with that secret; refused with 400 when it breaks a rule.
     *
     * @param hash null: a public client
     */
    Client with(@Nullable SecretHash hash) {
      return HttpRefusal.unlessBroken(
          () ->
              new Client(
                  hash,
                  uris(redirectUris),
                  uris(postLogoutRedirectUris),
                  scopes == null ? Scopes.DEFAULT : new Scopes(scopes),
                  subjectType == null ? SubjectType.PUBLIC : SubjectType.of(subjectType)));
    }

    private static List<RedirectUri> uris(@Nullable List<String> texts) {
      return texts == null ? List.of() : texts.stream().map(RedirectUri::new).toList();
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Wanted(hidden)";
    }
  }

  static ClientDocument of(RoomId room, Client client, @Nullable String secret) {
    return new ClientDocument(
        room.value(),
        client.isPublic(),
        secret,
        client.redirectUris().stream().map(RedirectUri::value).toList(),
        client.postLogoutRedirectUris().stream().map(RedirectUri::value).toList(),
        client.scopes().values(),
        client.subjectType().wireName());
  }
}
