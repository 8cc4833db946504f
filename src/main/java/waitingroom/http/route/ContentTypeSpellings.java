package waitingroom.http.route;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a client may have written a content type. Akka HTTP keeps what it means and not how it was
 * spelt, and a signature covers the spelling; so the usual ones are tried. A JSON body is UTF-8
 * with and without that parameter, so it does not matter which of them was signed.
 */
public final class ContentTypeSpellings {
  private ContentTypeSpellings() {}

  /**
   * The likeliest first; none when there was neither a body nor a content type. A body without a
   * content type has that of plain bytes here, as if its client had sent it: whoever signed just
   * that loses nothing by it.
   */
  public static List<String> of(ContentType type) {
    if (type.equals(ContentTypes.NO_CONTENT_TYPE)) {
      return List.of();
    }
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(type.toString());
    for (String charset : List.of("UTF-8", "utf-8")) {
      for (String separator : List.of("; ", ";")) {
        spellings.add(type.mediaType() + separator + "charset=" + charset);
      }
    }
    return List.copyOf(spellings);
  }
}
