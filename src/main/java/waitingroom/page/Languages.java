package waitingroom.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The languages of the visitors' pages. To add one, add a file {@code /web/texts/<tag>.properties}
 * in UTF-8; texts it lacks are shown in English. A room may override texts, also in languages
 * without a file.
 */
public final class Languages {
  /** The fallback language. */
  private static final String OTHERWISE = "en";

  /** Characters; browsers send some dozens. */
  private static final int RANGES_MAX = 256;

  /** Elements that are looked up; browsers send up to ten. */
  private static final int ELEMENTS_MAX = 16;

  private static final String SUFFIX = ".properties";

  private final Map<String, Map<String, String>> texts = new TreeMap<>();

  private Languages(Map<String, byte[]> files) {
    files.forEach(
        (name, bytes) ->
            texts.put(name.substring(0, name.length() - SUFFIX.length()), properties(bytes)));
  }

  /** Loads the files on the class path. */
  public static Languages load() {
    return new Languages(ResourceFolder.read("/web/texts"));
  }

  private static Map<String, String> properties(byte[] bytes) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new HashMap<>();
    properties.forEach((key, text) -> texts.put((String) key, (String) text));
    return texts;
  }

  /** The language tags (RFC 5646) in which a room's page is available, in order. */
  public Set<String> tags(PageDesign design) {
    Set<String> tags = new TreeSet<>(texts.keySet());
    tags.addAll(design.texts().keySet());
    return tags;
  }

  /**
   * Picks a visitor's language by the lookup of RFC 4647, section 3.4.
   *
   * @param wanted an explicitly requested tag
   * @param accept the header {@code Accept-Language} (RFC 9110, 12.5.4)
   */
  public String choose(PageDesign design, Optional<String> wanted, Optional<String> accept) {
    return named(design, wanted)
        .or(() -> accept.flatMap(ranges -> lookup(ranges, tags(design))))
        .orElse(OTHERWISE);
  }

  /** The requested language; empty when it is not available. */
  public Optional<String> named(PageDesign design, Optional<String> wanted) {
    return wanted.flatMap(range -> lookup(range, tags(design)));
  }

  /** The JDK's own lookup takes seconds for what a stranger may send. */
  private static Optional<String> lookup(String ranges, Set<String> tags) {
    if (ranges.length() > RANGES_MAX) {
      int end = ranges.lastIndexOf(',', RANGES_MAX);
      return end < 0 ? Optional.empty() : lookup(ranges.substring(0, end), tags);
    }
    Optional<String> found = found(ranges, tags);
    return found.isPresent() || ranges.indexOf('_') < 0
        ? found
        : found(ranges.replace('_', '-'), tags);
  }

  /** The best of the elements that are well formed: one that is not spoils no other. */
  private static Optional<String> found(String ranges, Set<String> tags) {
    return Stream.of(ranges.split(",", -1))
        .limit(ELEMENTS_MAX)
        .flatMap(Languages::parsed)
        .sorted(Comparator.comparingDouble(Locale.LanguageRange::getWeight).reversed())
        .flatMap(range -> lookup(range, tags).stream())
        .findFirst();
  }

  private static Stream<Locale.LanguageRange> parsed(String element) {
    try {
      return Locale.LanguageRange.parse(element.strip()).stream();
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return Stream.empty();
    }
  }

  /** The longest tag that is the range or begins it (RFC 4647, section 3.4). */
  private static Optional<String> lookup(Locale.LanguageRange range, Set<String> tags) {
    String wanted = range.getWeight() > 0 ? range.getRange() : "";
    while (!wanted.isEmpty()) {
      String now = wanted;
      Optional<String> found = tags.stream().filter(tag -> tag.equalsIgnoreCase(now)).findFirst();
      if (found.isPresent()) {
        return found;
      }
      int end = Math.max(0, wanted.lastIndexOf('-'));
      // A single letter begins something that means nothing without the rest.
      wanted = wanted.substring(0, end >= 2 && wanted.charAt(end - 2) == '-' ? end - 2 : end);
    }
    return Optional.empty();
  }

  /**
   * All texts of a page by name. Texts that the language lacks come from a wider one: from {@code
   * de} for {@code de-AT}.
   */
  public Map<String, String> texts(PageDesign design, String tag) {
    Map<String, String> all = new TreeMap<>(texts.getOrDefault(OTHERWISE, Map.of()));
    for (String range : ranges(tag)) {
      Locale locale = Locale.forLanguageTag(range);
      all.put("language.name", locale.getDisplayName(locale));
      for (Map<String, Map<String, String>> source : List.of(texts, design.texts())) {
        all.putAll(source.getOrDefault(range, Map.of()));
      }
    }
    if (!design.name().isEmpty()) {
      all.put("name", design.name());
    }
    return all;
  }

  /** The tag and its prefixes, the widest first. */
  private static List<String> ranges(String tag) {
    List<String> ranges = new ArrayList<>();
    for (int end = tag.indexOf('-'); end >= 0; end = tag.indexOf('-', end + 1)) {
      ranges.add(tag.substring(0, end));
    }
    ranges.add(tag);
    return ranges;
  }
}
