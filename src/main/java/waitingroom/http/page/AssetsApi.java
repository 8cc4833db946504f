package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.PageHeaders;
import waitingroom.http.route.Problems;
import waitingroom.page.AssetBundle;

/** The files of the pages of one listener. Their path changes with their content. */
public final class AssetsApi {
  private static final HttpHeader IMMUTABLE =
      RawHeader.create("Cache-Control", "public, max-age=31536000, immutable");
  private static final HttpResponse NO_SUCH_FILE =
      Problems.of(404, "There is no such file: reload the page for its newest files");

  private final Map<String, AssetBundle> bundles;

  public AssetsApi(List<AssetBundle> bundles) {
    this.bundles =
        bundles.stream().collect(Collectors.toMap(AssetBundle::name, Function.identity()));
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("GET", "/assets/{bundle}/{file}", null, this::file).costing(Cost.POLL));
  }

  /**
   * While nodes of two versions run, a page of one may request its files from the other: it gets
   * those that exist, uncached.
   */
  private CompletionStage<HttpResponse> file(Exchange exchange) {
    String folder = exchange.pathParameter(0);
    AssetBundle bundle = bundles.get(folder.substring(0, Math.max(0, folder.lastIndexOf('-'))));
    if (bundle == null) {
      return Answers.now(NO_SUCH_FILE);
    }
    HttpHeader cache = folder.equals(bundle.folder()) ? IMMUTABLE : Answers.NO_STORE;
    return Answers.now(
        bundle
            .file(exchange.pathParameter(1))
            .map(file -> ContentAnswers.of(exchange, file, PageHeaders.STRICT, cache))
            .orElse(NO_SUCH_FILE));
  }
}
