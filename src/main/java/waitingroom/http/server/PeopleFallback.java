package waitingroom.http.server;

import akka.http.javadsl.model.HttpResponse;
import java.util.regex.Pattern;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Fallback;
import waitingroom.http.transport.Fault;
import waitingroom.page.PageState;
import waitingroom.page.WaitingPages;

/**
 * Shows people a page where their request leads nowhere; programs get what the gateway answers that
 * they were written against.
 */
public final class PeopleFallback implements Fallback {
  /** Paths whose answer is a page, whatever the client says that it accepts. */
  private static final Pattern PAGE = Pattern.compile("/waiting-room/[^/]{1,256}(/plain)?/?");

  /** A path with more folders was not meant for people. */
  private static final int FOLDERS_MAX = 8;

  private final NoticePages missing;
  private final NoticePages address;
  private final NoticePages cookies;

  public PeopleFallback(WaitingPages pages) {
    this.missing = notice(pages, PageState.MISSING);
    this.address = notice(pages, PageState.ADDRESS);
    this.cookies = notice(pages, PageState.COOKIES);
  }

  private static NoticePages notice(WaitingPages pages, PageState state) {
    return new NoticePages(pages, (tag, root) -> pages.notice(state, tag, root));
  }

  @Override
  public HttpResponse noSuchPath(Exchange exchange) {
    String path = exchange.target().path();
    return isForPeople(exchange, path)
        ? missing.of(exchange, path).withStatus(404)
        : MACHINES.noSuchPath(exchange);
  }

  @Override
  public HttpResponse refused(Fault fault, Exchange exchange) {
    String path = exchange.target().path();
    if (!isForPeople(exchange, path)) {
      return MACHINES.refused(fault, exchange);
    }
    NoticePages page = fault == Fault.HEAD_TOO_LONG ? cookies : address;
    return page.of(exchange, path).withStatus(fault.status());
  }

  private static boolean isForPeople(Exchange exchange, String path) {
    String method = exchange.request().method().name();
    return (method.equals("GET") || method.equals("HEAD"))
        && NoticePages.folders(path) <= FOLDERS_MAX
        && (NoticePages.shows(exchange) || PAGE.matcher(path).matches());
  }
}
