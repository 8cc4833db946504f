package waitingroom.http.oidc;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.GenuineToken;
import waitingroom.authorizer.check.GenuineToken.NotGenuine;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SignedInPlace;

/**
 * The visitor of an id token of ours, which may have expired.
 *
 * @param eventId the room, which is also the client
 */
record IdTokenHint(String eventId, String requestId) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The visitor; empty when the token is not ours. */
  static Optional<IdTokenHint> of(String compact, OwnKeys keys, Sealed<SignedInPlace> places) {
    AccessToken token;
    try {
      token = GenuineToken.of(compact, keys, "id").token();
    } catch (NotGenuine forged) {
      return Optional.empty();
    }
    Optional<String> sealed = place(compact);
    if (sealed.isEmpty()) {
      return Optional.of(new IdTokenHint(token.eventId(), token.requestId()));
    }
    return places
        .open(sealed.get())
        .map(place -> new IdTokenHint(token.eventId(), place.requestId()));
  }

  /** The place in a token for a client that knows no request ids. */
  private static Optional<String> place(String genuine) {
    String payload = genuine.split("\\.", -1)[1];
    try {
      return Optional.ofNullable(
          MAPPER.readTree(Base64.getUrlDecoder().decode(payload)).path("place").textValue());
    } catch (IOException notJson) {
      throw new IllegalStateException("A genuine token is not JSON", notJson);
    }
  }
}
