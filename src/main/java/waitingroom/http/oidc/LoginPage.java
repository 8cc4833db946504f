package waitingroom.http.oidc;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import waitingroom.http.route.Answers;
import waitingroom.http.route.PageHeaders;

/**
 * The page on which visitors wait before they return to the shop, and its files. Its script does
 * the waiting; without scripts a button does.
 */
public final class LoginPage {
  private static final ContentType JAVASCRIPT =
      ContentTypes.create(MediaTypes.APPLICATION_JAVASCRIPT, HttpCharsets.UTF_8);
  private static final ContentType CSS =
      ContentTypes.create(MediaTypes.TEXT_CSS, HttpCharsets.UTF_8);

  /** The files change only with the version of the node. */
  private static final int FILES_SECONDS = 300;

  private final String waiting = text("login.html");
  private final String back = text("back.html");
  private final String notice = text("notice.html");

  /** The endpoints of its files. */
  static HttpResponse script(String name) {
    return file(name, JAVASCRIPT);
  }

  static HttpResponse style() {
    return file("login.css", CSS);
  }

  private static HttpResponse file(String name, ContentType type) {
    return PageHeaders.STRICT.on(
        HttpResponse.create()
            .addHeader(Answers.cached(FILES_SECONDS))
            .withEntity(akka.http.javadsl.model.HttpEntities.create(type, bytes(text(name)))));
  }

  /**
   * The page itself.
   *
   * @param tx the client's request, sealed
   * @param requestId the visitor's, empty before they joined
   * @param button its text, on the page without scripts
   */
  HttpResponse waiting(String room, String tx, String requestId, String message, String button) {
    return page(
        200,
        waiting
            .replace("{{room}}", escaped(room))
            .replace("{{tx}}", escaped(tx))
            .replace("{{request_id}}", escaped(requestId))
            .replace("{{message}}", escaped(message))
            .replace("{{button}}", escaped(button)));
  }

  /**
   * Sends on a browser without scripts. Not by a redirect: browsers check the redirects after a
   * form against the page's policy on each hop, those of the shop included.
   */
  HttpResponse back(String location) {
    return page(200, back.replace("{{location}}", escaped(location)));
  }

  /** A page with a sentence. */
  HttpResponse notice(int status, String title, String sentence) {
    return page(
        status,
        notice.replace("{{title}}", escaped(title)).replace("{{sentence}}", escaped(sentence)));
  }

  private static HttpResponse page(int status, String html) {
    return PageHeaders.STRICT.on(
        HttpResponse.create()
            .withStatus(StatusCodes.get(status))
            .addHeader(Answers.NO_STORE)
            .withEntity(ContentTypes.TEXT_HTML_UTF8, bytes(html)));
  }

  private static ByteString bytes(String text) {
    return ByteString.fromArrayUnsafe(text.getBytes(StandardCharsets.UTF_8));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        // A value must not look like a place for the next one.
        .replace("{", "&#123;");
  }

  private static String text(String name) {
    try (InputStream stream = LoginPage.class.getResourceAsStream("/oidc/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
