package waitingroom.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.Reader;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page template in Mustache. All values are strings, so that a foreign template can reach no
 * objects, read no files and not run for long.
 */
public final class PageTemplate {
  /** The parts that a page cannot do without: the facts for its scripts, and the scripts. */
  private static final Map<String, String> NEEDED =
      Map.of("page", "0f3b7a-page", "scripts", "0f3b7a-scripts");

  /** Rendering takes a piece of the stack for each level. */
  private static final int LEVELS_MAX = 50;

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(true)
          .defaultValue("")
          .emptyStringIsFalse(true)
          .withLoader(PageTemplate::noOther)
          .withCollector(new Texts());

  private final Template template;

  private PageTemplate(Template template) {
    this.template = template;
  }

  /**
   * Parses a room's own template.
   *
   * @throws IllegalArgumentException when it is not valid Mustache, or lacks a required part
   */
  public static PageTemplate parse(String text) {
    PageTemplate template;
    String filled;
    if (levels(text) > LEVELS_MAX) {
      throw new IllegalArgumentException(
          "template has more than " + LEVELS_MAX + " sections within each other");
    }
    try {
      template = new PageTemplate(COMPILER.compile(text));
      filled = template.fill(NEEDED);
    } catch (MustacheException malformed) {
      throw new IllegalArgumentException(
          "template is no Mustache template: " + malformed.getMessage(), malformed);
    }
    if (!NEEDED.values().stream().allMatch(filled::contains)) {
      throw new IllegalArgumentException(
          "template must contain data-page=\"{{page}}\" and {{{scripts}}}");
    }
    return template;
  }

  /** The greatest number of sections that are open at a time. */
  private static int levels(String text) {
    int open = 0;
    int most = 0;
    for (int at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", at + 2)) {
      String tag = text.substring(at + 2, Math.min(text.length(), at + 8)).strip();
      if (tag.startsWith("#") || tag.startsWith("^")) {
        open++;
        most = Math.max(most, open);
      } else if (tag.startsWith("/")) {
        open--;
      }
    }
    return most;
  }

  /** Loads a built-in template, {@code /web/pages/<name>} on the class path. */
  static PageTemplate own(String name) {
    return new PageTemplate(COMPILER.compile(ResourceFolder.text("/web/pages/" + name)));
  }

  /** Renders the page; missing values are left out. */
  String fill(Map<String, String> values) {
    return template.execute(values);
  }

  private static Reader noOther(String name) {
    throw new MustacheException("it must not include other templates, such as " + name);
  }

  /** Looks names up in a map of strings and nowhere else. */
  private static final class Texts implements Mustache.Collector {
    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
      // A missing value comes as an empty list, and a string is not a list.
      return value instanceof Iterable<?> none ? none.iterator() : null;
    }

    @Override
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map ? (map, key) -> value((Map<?, ?>) map, key) : null;
    }

    private static Object value(Map<?, ?> map, String key) {
      Object value = map.get(key);
      return value == null ? Template.NO_FETCHER_FOUND : value;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return Collections.synchronizedMap(new HashMap<>());
    }
  }
}
