package waitingroom.http.server;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Filter;
import waitingroom.page.WaitingPages;

/**
 * Refuses requests of addresses that exceed the rate limit (RFC 6585, section 4). Where a browser
 * shows the answer, it is a page that reloads itself, for those who wait without scripts.
 */
public final class RateLimitFilter implements Filter {
  private static final long BACK_SECONDS = 15;

  private final ClientLimits limits;
  private final NoticePages busy;

  public RateLimitFilter(ClientLimits limits, WaitingPages pages) {
    this.limits = limits;
    this.busy = new NoticePages(pages, (tag, root) -> pages.busy(tag, root, BACK_SECONDS));
  }

  @Override
  public CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint) {
    if (limits.allows(exchange.request(), endpoint)) {
      return endpoint.serve(exchange);
    }
    return Answers.now(
        endpoint.dialect() == Endpoint.Dialect.BROWSED && NoticePages.shows(exchange)
            ? page(exchange, endpoint)
            : Answers.TOO_MANY);
  }

  private HttpResponse page(Exchange exchange, Endpoint endpoint) {
    return busy.of(exchange, endpoint.path())
        .withStatus(StatusCodes.TOO_MANY_REQUESTS)
        .addHeader(RawHeader.create("Refresh", Long.toString(BACK_SECONDS)))
        .addHeader(RawHeader.create("Retry-After", Long.toString(BACK_SECONDS)));
  }
}
