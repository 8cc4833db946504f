package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;

/**
 * Ends the handling of a request with an answer that is ready: malformed input, found while reading
 * it.
 */
public final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;

  public HttpRefusal(HttpResponse response) {
    super(null, null, false, false);
    this.response = response;
  }

  public HttpResponse response() {
    return response;
  }
}
