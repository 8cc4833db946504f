package waitingroom.http.server;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Filter;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.Content;
import waitingroom.page.PageDesign;
import waitingroom.page.WaitingPages;

/**
 * Refuses requests of addresses that exceed the rate limit (RFC 6585, section 4). Where a browser
 * shows the answer, it is a page that reloads itself, for those who wait without scripts.
 */
public final class RateLimitFilter implements Filter {
  private static final long BACK_SECONDS = 15;

  private final RateLimiter limiter;
  private final WaitingPages pages;

  /** Few, because all rooms share them; cached, because they answer floods. */
  private final Map<Shown, Content> made = new ConcurrentHashMap<>();

  private record Shown(String tag, String root) {}

  public RateLimitFilter(RateLimiter limiter, WaitingPages pages) {
    this.limiter = limiter;
    this.pages = pages;
  }

  @Override
  public CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint) {
    if (!endpoint.rateLimited() || limiter.allows(exchange.request())) {
      return endpoint.serve(exchange);
    }
    return Answers.now(
        endpoint.dialect() == Endpoint.Dialect.BROWSED && showsPages(exchange)
            ? page(exchange, endpoint)
            : Answers.TOO_MANY);
  }

  /** Browsers accept HTML for navigation, not for what pages and scripts fetch. */
  private static boolean showsPages(Exchange exchange) {
    return exchange.header("Accept").filter(types -> types.contains("text/html")).isPresent();
  }

  private HttpResponse page(Exchange exchange, Endpoint endpoint) {
    String tag =
        pages
            .languages()
            .choose(PageDesign.DEFAULT, Optional.empty(), exchange.header("Accept-Language"));
    Content page =
        made.computeIfAbsent(
            new Shown(tag, root(endpoint.path())),
            shown -> pages.busy(shown.tag(), shown.root(), BACK_SECONDS));
    return ContentAnswers.of(exchange, page, PageHeaders.STRICT, Answers.NO_STORE)
        .withStatus(StatusCodes.TOO_MANY_REQUESTS)
        .addHeader(RawHeader.create("Refresh", Long.toString(BACK_SECONDS)))
        .addHeader(RawHeader.create("Retry-After", Long.toString(BACK_SECONDS)));
  }

  /** The relative path from there to the root of the listener. */
  static String root(String path) {
    long folders = path.chars().filter(character -> character == '/').count() - 1;
    return folders == 0 ? "." : "../".repeat((int) folders - 1) + "..";
  }
}
