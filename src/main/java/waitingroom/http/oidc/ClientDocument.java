package waitingroom.http.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.oidc.Client;
import waitingroom.oidc.RedirectUri;
import waitingroom.oidc.Scopes;
import waitingroom.oidc.SecretHash;
import waitingroom.room.RoomId;

/**
 * A room's client as administrators see it.
 *
 * @param secret only in the answer to the call that made it
 */
record ClientDocument(
    @JsonProperty("client_id") String clientId,
    @JsonProperty("public") boolean isPublic,
    @JsonProperty("client_secret") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret,
    @JsonProperty("redirect_uris") List<String> redirectUris,
    @JsonProperty("post_logout_redirect_uris") List<String> postLogoutRedirectUris,
    List<String> scopes) {

  /**
   * What an administrator sends.
   *
   * @param secret null: keep the one that is there, or make one
   * @param newSecret make another one
   */
  record Wanted(
      @JsonProperty("public") boolean isPublic,
      @JsonProperty("client_secret") @Nullable String secret,
      @JsonProperty("new_secret") boolean newSecret,
      @JsonProperty("redirect_uris") @Nullable List<String> redirectUris,
      @JsonProperty("post_logout_redirect_uris") @Nullable List<String> postLogoutRedirectUris,
      @Nullable List<String> scopes) {

    /**
     * The client with that secret, null for a public one; refused with 400 when it breaks a rule.
     */
    Client with(@Nullable SecretHash hash) {
      try {
        return new Client(
            hash,
            uris(redirectUris),
            uris(postLogoutRedirectUris),
            scopes == null ? Scopes.DEFAULT : new Scopes(scopes));
      } catch (IllegalArgumentException rule) {
        throw refusal(String.valueOf(rule.getMessage()));
      }
    }

    private static List<RedirectUri> uris(@Nullable List<String> texts) {
      return texts == null ? List.of() : texts.stream().map(RedirectUri::new).toList();
    }
  }

  private static final JsonMapper STRICT =
      JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

  /** Reads a body; what is unknown or wrong is refused by name. */
  static Wanted wanted(byte[] body) {
    JsonNode object =
        Json.object(body)
            .orElseThrow(() -> refusal("The body must be a JSON object with redirect_uris"));
    for (JsonNode list : List.of(object.path("redirect_uris"), object.path("scopes"))) {
      list.forEach(ClientDocument::mustBeText);
    }
    object.path("post_logout_redirect_uris").forEach(ClientDocument::mustBeText);
    Wanted wanted;
    try {
      wanted = STRICT.treeToValue(object, Wanted.class);
    } catch (UnrecognizedPropertyException unknown) {
      throw refusal("There is no member " + unknown.getPropertyName());
    } catch (JsonMappingException wrong) {
      throw refusal(
          "A member has a value of the wrong type: "
              + wrong.getPath().stream()
                  .map(JsonMappingException.Reference::getFieldName)
                  .findFirst()
                  .orElse("the body"));
    } catch (JsonProcessingException wrong) {
      throw refusal("The body must be a JSON object with redirect_uris");
    }
    if (wanted.isPublic() && (wanted.secret() != null || wanted.newSecret())) {
      throw refusal("A public client has no secret: leave client_secret and new_secret out");
    }
    if (wanted.secret() != null && wanted.newSecret()) {
      throw refusal("Send client_secret or new_secret, not both");
    }
    return wanted;
  }

  private static void mustBeText(JsonNode value) {
    if (!value.isTextual()) {
      throw refusal("redirect_uris, post_logout_redirect_uris and scopes are lists of texts");
    }
  }

  static HttpRefusal refusal(String sentence) {
    return new HttpRefusal(Problems.of(400, sentence));
  }

  static ClientDocument of(RoomId room, Client client, @Nullable String secret) {
    return new ClientDocument(
        room.value(),
        client.isPublic(),
        secret,
        client.redirectUris().stream().map(RedirectUri::value).toList(),
        client.postLogoutRedirectUris().stream().map(RedirectUri::value).toList(),
        client.scopes().values());
  }
}
