package waitingroom.http.oidc;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Form;
import waitingroom.http.route.MalformedForm;
import waitingroom.oidc.OAuthError;
import waitingroom.oidc.OAuthRefusal;

/** The form of an OAuth request; a malformed one is refused as {@code invalid_request}. */
record OAuthForm(Form form) {

  /** The form in the body. */
  static OAuthForm ofBody(Exchange exchange) {
    return new OAuthForm(refusing(() -> Form.ofBody(exchange)));
  }

  Optional<String> get(String name) {
    return form.get(name);
  }

  String required(String name) {
    return refusing(() -> form.required(name));
  }

  /** Refuses known parameters that are repeated. */
  OAuthForm eachOnce(Set<String> known) {
    return new OAuthForm(refusing(() -> form.eachOnce(known)));
  }

  private static OAuthRefusal refusal(MalformedForm malformed) {
    return new OAuthRefusal(OAuthError.INVALID_REQUEST, malformed.sentence());
  }

  private static <T> T refusing(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MalformedForm malformed) {
      throw refusal(malformed);
    }
  }
}
