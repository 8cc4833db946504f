package waitingroom.http.route;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.util.ByteString;
import java.util.Arrays;
import java.util.regex.Pattern;
import waitingroom.page.Content;

/**
 * Sends pages and their files: gzipped for browsers that accept it, and 304 for those that have
 * them.
 */
public final class ContentAnswers {
  private static final HttpHeader GZIP = RawHeader.create("Content-Encoding", "gzip");

  private static final Pattern GZIP_WANTED =
      Pattern.compile("(?i)gzip(\\s*;\\s*q=(1(\\.0*)?|0\\.0*[1-9]\\d*))?");

  /** Characters of {@code Accept-Encoding}; browsers send some dozens. */
  private static final int CODINGS_MAX = 256;

  private static final HttpHeader VARY = RawHeader.create("Vary", "Accept-Encoding");

  private static final HttpHeader LONG = RawHeader.create("Cache-Control", "public, max-age=86400");

  private static final String HTML = "text/html; charset=utf-8";
  private static final ContentType HTML_TYPE = ContentTypes.parse(HTML);

  private ContentAnswers() {}

  /**
   * The content at an address whose query has its tag, {@code v}. Cacheable for a day if the tag is
   * that of these very bytes: soon after a change, or while the database is down, a node may have
   * others for a moment, which must not be cached under the new address.
   */
  public static HttpResponse ofVersion(Exchange exchange, Content content) {
    boolean asked = exchange.query("v").filter(content.tag()::equals).isPresent();
    return of(exchange, content, PageHeaders.STRICT, asked ? LONG : Answers.NO_STORE);
  }

  /**
   * The content, or 304 where the browser has it (RFC 9110, 13.1.2).
   *
   * @param headers of both answers
   */
  public static HttpResponse of(
      Exchange exchange, Content content, PageHeaders headers, HttpHeader cacheControl) {
    HttpResponse plain = headers.on(HttpResponse.create().addHeader(cacheControl));
    if (content.tag().isEmpty()) {
      return plain.withEntity(entity(content.type(), content.bytes()));
    }
    String tag = '"' + content.tag() + '"';
    HttpResponse response = plain.addHeader(RawHeader.create("ETag", tag)).addHeader(VARY);
    if (exchange.header("If-None-Match").filter(sent -> names(sent, tag)).isPresent()) {
      return response.withStatus(StatusCodes.NOT_MODIFIED);
    }
    boolean compressed = content.gzip().length < content.bytes().length && takesGzip(exchange);
    byte[] body = compressed ? content.gzip() : content.bytes();
    return (compressed ? response.addHeader(GZIP) : response)
        .withEntity(entity(content.type(), body));
  }

  /** A proxy that compresses makes our tag weak. */
  private static boolean names(String sent, String tag) {
    return Arrays.stream(sent.split(",", -1))
        .map(String::strip)
        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
  }

  private static boolean takesGzip(Exchange exchange) {
    return exchange
        .header("Accept-Encoding")
        .filter(codings -> codings.length() <= CODINGS_MAX)
        .map(
            codings ->
                Arrays.stream(codings.split(",", -1))
                    .map(String::strip)
                    .anyMatch(one -> GZIP_WANTED.matcher(one).matches()))
        .orElse(false);
  }

  private static HttpEntity.Strict entity(String type, byte[] body) {
    ContentType parsed = type.equals(HTML) ? HTML_TYPE : ContentTypes.parse(type);
    return HttpEntities.create(parsed, ByteString.fromArrayUnsafe(body));
  }
}
