package waitingroom.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import waitingroom.secret.Sha256;

/**
 * A file or page ready to send, compressed once rather than per request.
 *
 * @param type media type, with a charset for text
 * @param gzip the same bytes compressed (RFC 1952), or {@code bytes} itself where that gains
 *     nothing
 * @param tag strong entity tag without quotes, derived from the bytes alone (RFC 9110, 8.8.3);
 *     empty: none
 */
public record Content(String type, byte[] bytes, byte[] gzip, String tag) {
  private static final int TAG_CHARS = 20;

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2");

  public static Content html(String text) {
    return of("text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A page for one visitor: nobody else gets it and no cache keeps it, so a tag and compression
   * would cost more than the rest of the page.
   */
  static Content once(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Content("text/html; charset=utf-8", bytes, bytes, "");
  }

  public static Content of(String type, byte[] bytes) {
    byte[] smaller = compressed(bytes);
    return new Content(
        type,
        bytes,
        smaller.length < bytes.length ? smaller : bytes,
        HexFormat.of().formatHex(Sha256.of(bytes)).substring(0, TAG_CHARS));
  }

  /**
   * A file whose type follows from its extension.
   *
   * @throws IllegalArgumentException when the extension is not one we serve
   */
  static Content file(String name, byte[] bytes) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("No media type is known for " + name);
    }
    return of(type, bytes);
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new Gzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** {@link GZIPOutputStream} has no parameter for the level. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
