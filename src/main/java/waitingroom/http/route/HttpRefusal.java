package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.function.Supplier;

/** Ends the handling of a request with an answer, for instance because its input is malformed. */
public final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;
  private final boolean guessed;

  public HttpRefusal(HttpResponse response) {
    this(response, false);
  }

  private HttpRefusal(HttpResponse response, boolean guessed) {
    super(null, null, false, false);
    this.response = response;
    this.guessed = guessed;
  }

  /** The refusal of a request id that nobody was ever given. */
  public static HttpRefusal ofGuess(HttpResponse response) {
    return new HttpRefusal(response, true);
  }

  /** 400 of a path of our own APIs, with a sentence for the client. */
  public static HttpRefusal badRequest(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }

  /**
   * The value, or 400 with the rule that it breaks.
   *
   * @param value throws {@link IllegalArgumentException} with a sentence that names the rule
   */
  public static <T> T unlessBroken(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException rule) {
      throw badRequest(String.valueOf(rule.getMessage()));
    }
  }

  /** Whether the request showed an id that nobody was ever given. */
  public boolean guessed() {
    return guessed;
  }

  public HttpResponse response() {
    return response;
  }
}
