package waitingroom.http.server;

import akka.http.javadsl.model.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.Content;
import waitingroom.page.PageDesign;
import waitingroom.page.WaitingPages;

/** A small page that is the same for all rooms; made once, because it answers floods. */
final class NoticePages {
  private final WaitingPages pages;
  private final BiFunction<String, String, Content> maker;

  /** Few: a root is at most some folders away. */
  private final Map<Shown, Content> made = new ConcurrentHashMap<>();

  private record Shown(String tag, String root) {}

  /**
   * @param maker makes it by language tag and relative path to the root
   */
  NoticePages(WaitingPages pages, BiFunction<String, String, Content> maker) {
    this.pages = pages;
    this.maker = maker;
  }

  /** Tells whether a browser shows the answer: it asks for HTML, unlike what scripts fetch. */
  static boolean shows(Exchange exchange) {
    return exchange.header("Accept").filter(types -> types.contains("text/html")).isPresent();
  }

  /**
   * The page in the language of the visitor.
   *
   * @param path of the request
   */
  HttpResponse of(Exchange exchange, String path) {
    String tag =
        pages
            .languages()
            .choose(PageDesign.DEFAULT, Optional.empty(), exchange.header("Accept-Language"));
    Content page =
        made.computeIfAbsent(
            new Shown(tag, root(path)), shown -> maker.apply(shown.tag(), shown.root()));
    return ContentAnswers.of(exchange, page, PageHeaders.STRICT, Answers.NO_STORE);
  }

  /** Folders between a path and the root of the listener. */
  static long folders(String path) {
    return path.chars().filter(character -> character == '/').count() - 1;
  }

  /** The relative path from there to the root of the listener. */
  static String root(String path) {
    long folders = folders(path);
    return folders <= 0 ? "." : "../".repeat((int) folders - 1) + "..";
  }
}
