package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;
import waitingroom.oidc.Scopes;
import waitingroom.oidc.SubjectType;
import waitingroom.token.SigningKeys;

/** Provider metadata and keys: OpenID Connect Discovery 1.0 and RFC 8414. */
public final class OpenIdDiscovery {
  private final String issuer;
  private final SigningKeys keys;
  private final HttpHeader cached;

  /**
   * @param cachedSeconds cache lifetime of the answers
   */
  public OpenIdDiscovery(String issuer, SigningKeys keys, int cachedSeconds) {
    this.issuer = issuer;
    this.keys = keys;
    this.cached = Answers.cached(cachedSeconds);
  }

  CompletionStage<HttpResponse> configuration(Exchange exchange) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("issuer", issuer);
    members.put("authorization_endpoint", issuer + "/authorize");
    members.put("token_endpoint", issuer + "/token");
    members.put("userinfo_endpoint", issuer + "/userInfo");
    members.put("jwks_uri", issuer + "/.well-known/jwks.json");
    members.put("end_session_endpoint", issuer + "/logout");
    members.put("response_types_supported", List.of("code"));
    members.put("response_modes_supported", List.of("query"));
    members.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    members.put(
        "subject_types_supported",
        Stream.of(SubjectType.values()).map(SubjectType::wireName).toList());
    members.put(
        "id_token_signing_alg_values_supported",
        keys.algorithms().stream().map(Enum::name).toList());
    members.put("scopes_supported", Scopes.DEFAULT.values());
    members.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "none"));
    members.put("code_challenge_methods_supported", List.of("S256"));
    members.put("claims_supported", claims());
    members.put("prompt_values_supported", List.of("none"));
    members.put("authorization_response_iss_parameter_supported", true);
    members.put("claims_parameter_supported", false);
    members.put("request_parameter_supported", false);
    members.put("request_uri_parameter_supported", false);
    return Answers.now(Answers.ok(Json.bytes(members), cached));
  }

  private static List<String> claims() {
    return List.of(
        "at_hash",
        "aud",
        "auth_time",
        "exp",
        "iat",
        "iss",
        "nbf",
        "nonce",
        "queue_position",
        "sub",
        "token_use");
  }

  CompletionStage<HttpResponse> jwks(Exchange exchange) {
    return Answers.now(Answers.ok(Json.bytes(keys.jwks()), cached));
  }
}
