package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.AssetBundle;
import waitingroom.page.Content;
import waitingroom.page.WebJar;

/**
 * The control panel's page. It contains no data: the other paths deliver that, by the role of the
 * person signed in.
 */
public final class PanelApi {
  private static final HttpHeader NO_CACHE = RawHeader.create("Cache-Control", "no-cache");

  private final Content page;

  /**
   * @param openId true: people may sign in with an identity provider
   */
  public PanelApi(AssetBundle files, boolean openId) {
    Content shell = files.file("index.html").orElseThrow();
    this.page =
        Content.html(
            new String(shell.bytes(), StandardCharsets.UTF_8)
                .replace("{{files}}", files.path(""))
                .replace("{{openid}}", String.valueOf(openId)));
  }

  /** The page's scripts, styles and libraries. */
  public static AssetBundle files() {
    WebJar uPlot = new WebJar("uplot");
    return AssetBundle.load(
        "panel",
        Map.of(
            "lit-html.js", new WebJar("lit-html").path("lit-html.js"),
            "uplot.js", uPlot.path("dist/uPlot.esm.js"),
            "uplot.css", uPlot.path("dist/uPlot.min.css")));
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("GET", "/", null, this::page));
  }

  private CompletionStage<HttpResponse> page(Exchange exchange) {
    return Answers.now(ContentAnswers.of(exchange, page, PageHeaders.STRICT, NO_CACHE));
  }
}
