package waitingroom.http.route;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The spellings of a content type that a client may have signed. Akka HTTP keeps the meaning and
 * not the spelling, which a signature covers, so the usual ones are tried. A JSON body is UTF-8
 * with or without the parameter, so it does not matter which was signed.
 */
public final class ContentTypeSpellings {
  private ContentTypeSpellings() {}

  /**
   * The likeliest first; none for a request without body and content type. A body without content
   * type counts as plain bytes, as if its client had sent that: a client that signed just that
   * loses nothing.
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
