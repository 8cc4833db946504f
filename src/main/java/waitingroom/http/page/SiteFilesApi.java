package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.AssetBundle;

/** Files that crawlers and browsers ask of any site, unasked. */
public final class SiteFilesApi {
  private static final HttpHeader DAY = Answers.cached(86_400);

  /** Crawlers have no business in a line (RFC 9309). */
  private static final HttpResponse ROBOTS =
      HttpResponse.create()
          .addHeaders(List.of(DAY, PageHeaders.NO_SNIFF))
          .withEntity(ContentTypes.TEXT_PLAIN_UTF8, "User-agent: *\nDisallow: /\n");

  private final HttpResponse icon;

  /**
   * @param files of the pages, with their icon
   */
  public SiteFilesApi(AssetBundle files) {
    this.icon =
        HttpResponse.create()
            .withStatus(302)
            .addHeaders(
                List.of(
                    RawHeader.create("Location", "." + files.path("icon.svg")),
                    RawHeader.create("Cache-Control", "public, max-age=300")));
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/robots.txt", null, exchange -> Answers.now(ROBOTS)).costing(Cost.POLL),
        modern("GET", "/favicon.ico", null, exchange -> Answers.now(icon)).costing(Cost.POLL));
  }
}
