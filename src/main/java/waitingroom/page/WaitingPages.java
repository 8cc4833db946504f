package waitingroom.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.samskivert.mustache.Escapers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import waitingroom.room.RoomId;

/**
 * The waiting pages: one per room and language, the same for every visitor, so that any cache may
 * keep them. Only the page's script knows the visitor.
 */
public final class WaitingPages {
  private static final int KEPT_MAX = 1000;
  private static final long PLAIN_BYTES_MAX = 8 << 20;
  private static final Duration PLAIN_KEPT = Duration.ofMinutes(1);

  /** Placeholder for an address whose answer is the same for all unknown rooms. */
  private static final RoomId NO_ROOM = new RoomId("-");

  /** Stands for a query, which is escaped wherever it goes; HTML has no such character. */
  private static final String CUT = "\0";

  private static final JsonMapper JSON = new JsonMapper();

  /** The imports of the first module, preloaded so that a browser fetches them in parallel. */
  private static final List<String> MODULES =
      List.of(
          "announcer", "ask", "door", "events", "line", "place", "show", "view", "visit", "words");

  private record Key(RoomId room, PageDesign design, String tag) {}

  /**
   * Part that pages without scripts share in one language.
   *
   * @param links the links to all languages, cut where the query belongs
   */
  private record Shared(
      Map<String, String> texts, Map<String, String> values, List<String> links) {}

  /** Everything that a page without scripts shows. */
  private record PlainKey(Key key, PlainFacts facts, String query) {}

  private final AssetBundle assets;
  private final Languages languages;
  private final PageTemplate waiting = PageTemplate.own("waiting.html");
  private final PageTemplate plain = PageTemplate.own("plain.html");
  private final Cache<Key, Content> pages = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();
  private final Cache<Key, Shared> shared = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();
  private final Cache<String, Content> themes = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

  /** Visitors bring the query, so the bound is in bytes. */
  private final Cache<PlainKey, Content> plainPages =
      Caffeine.newBuilder()
          .maximumWeight(PLAIN_BYTES_MAX)
          .weigher((PlainKey key, Content page) -> page.bytes().length + 2 * key.query().length())
          .expireAfterWrite(PLAIN_KEPT)
          .build();

  private WaitingPages(AssetBundle assets, Languages languages) {
    this.assets = assets;
    this.languages = languages;
  }

  /** Loads the pages from the class path. */
  public static WaitingPages load() {
    return new WaitingPages(AssetBundle.load("waiting", Map.of()), Languages.load());
  }

  /** The assets of the pages. */
  public AssetBundle assets() {
    return assets;
  }

  /** The languages of the pages. */
  public Languages languages() {
    return languages;
  }

  /**
   * The page of a room.
   *
   * @param tag language tag from {@link Languages#choose}
   */
  public Content page(RoomId room, PageDesign design, String tag) {
    return pages.get(new Key(room, design, tag), this::rendered);
  }

  private Content rendered(Key key) {
    String root = "..";
    Map<String, String> values = values(key.room(), key.design(), key.tag(), root);
    values.put("plain", key.room().value() + "/plain?lang=" + key.tag());
    return filled(key, root, values, facts(key, root));
  }

  /**
   * A preview of the page in one of its states, for designers: it sends no requests and joins no
   * line. Its theme is {@code preview/theme.css} beside it.
   *
   * @param state a value of {@code data-state}
   * @param root relative path from the page to the root of the listener
   */
  public Content preview(RoomId room, PageDesign design, String tag, String state, String root) {
    Key key = new Key(room, design, tag);
    Map<String, String> values = values(room, design, tag, root);
    values.put("theme", "preview/theme.css");
    values.put("logo", Objects.requireNonNullElse(design.logo(), ""));
    values.put("languages", links(design, tag, "&state=" + state));
    Map<String, Object> facts = facts(key, root);
    facts.put("preview", state);
    return filled(key, root, values, facts);
  }

  private Content filled(
      Key key, String root, Map<String, String> values, Map<String, Object> facts) {
    String template = key.design().template();
    PageTemplate page = template == null ? waiting : PageTemplate.parse(template);
    try {
      values.put("page", JSON.writeValueAsString(facts));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
    values.put("scripts", scripts(root));
    return Content.html(page.fill(values));
  }

  /**
   * The page of one visitor whose browser runs no scripts.
   *
   * @param query the page's query without the language; empty or {@code &...}
   */
  public Content plain(RoomId room, PageDesign design, String tag, PlainFacts facts, String query) {
    PlainKey key = new PlainKey(new Key(room, design, tag), facts, query);
    return facts.way() == null
        ? plainPages.get(key, this::rendered)
        : rendered(key); // has a token, which is not kept
  }

  private Content rendered(PlainKey asked) {
    Shared equal = shared.get(asked.key(), this::shared);
    Map<String, String> values = new HashMap<>(equal.values());
    values.put("languages", String.join(Escapers.HTML.escape(asked.query()), equal.links()));
    values.putAll(asked.facts().shown(equal.texts(), asked.key().tag()));
    return Content.once(plain.fill(values));
  }

  private Shared shared(Key key) {
    return new Shared(
        languages.texts(key.design(), key.tag()),
        values(key.room(), key.design(), key.tag(), "../.."),
        List.of(links(key.design(), key.tag(), CUT).split(CUT, -1)));
  }

  /**
   * A page about no room, which only says what is wrong.
   *
   * @param root relative path from the page to the root of the listener, such as {@code ..}
   */
  public Content notice(PageState state, String tag, String root) {
    return plain(
        values(NO_ROOM, PageDesign.DEFAULT, tag, root),
        PageDesign.DEFAULT,
        tag,
        PlainFacts.of(state, 0));
  }

  /**
   * The page for a visitor asked to come back later: it reloads itself.
   *
   * @param root as for {@link #notice}
   * @param seconds until the reload
   */
  public Content busy(String tag, String root, long seconds) {
    Map<String, String> values = values(NO_ROOM, PageDesign.DEFAULT, tag, root);
    // No links: they would drop the rest of the query.
    values.put("languages", "");
    return plain(values, PageDesign.DEFAULT, tag, PlainFacts.of(PageState.AWAY, seconds));
  }

  private Content plain(
      Map<String, String> values, PageDesign design, String tag, PlainFacts facts) {
    values.putAll(facts.shown(languages.texts(design, tag), tag));
    return Content.html(plain.fill(values));
  }

  /** The style sheet with the room's accent colour. */
  public Content theme(PageDesign design) {
    return themes.get(design.accent(), accent -> Theme.css(new Accent(accent)));
  }

  /**
   * The values that every page may use.
   *
   * @param root relative path from the page to the listener's root, so that a proxy may add a path
   *     prefix
   */
  private Map<String, String> values(RoomId room, PageDesign design, String tag, String root) {
    Map<String, String> texts = languages.texts(design, tag);
    Accent accent = new Accent(design.accent());
    String here = root + "/waiting-room/" + room.value();
    Map<String, String> values = new LinkedHashMap<>();
    texts.forEach((key, text) -> values.put("texts." + key, text));
    values.put("event_id", room.value());
    values.put("name", texts.get("name"));
    values.put("lang", tag);
    values.put("dir", texts.get("language.dir"));
    values.put("accent", accent.hex());
    values.put("on_accent", accent.readable());
    values.put("assets", root + "/assets/" + assets.folder());
    values.put("theme", here + "/theme.css?v=" + theme(design).tag());
    values.put("logo", design.picture().map(p -> here + "/logo?v=" + p.tag()).orElse(""));
    values.put("languages", links(design, tag, ""));
    return values;
  }

  /** The facts for the scripts. */
  private Map<String, Object> facts(Key key, String root) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, String> texts = languages.texts(key.design(), key.tag());
    facts.put("event_id", key.room().value());
    facts.put("name", texts.get("name"));
    facts.put("lang", key.tag());
    facts.put("root", root + "/");
    facts.put("assets", root + "/assets/" + assets.folder());
    facts.put("auto_forward", key.design().autoForward());
    facts.put("texts", texts);
    return facts;
  }

  private String scripts(String root) {
    String folder = root + assets.path("");
    return MODULES.stream()
            .map(name -> "<link rel=\"modulepreload\" href=\"" + folder + name + ".js\">\n")
            .collect(Collectors.joining())
        + ("<script type=\"module\" src=\"" + folder + "start.js\"></script>");
  }

  /** Links to all languages, by their own names. */
  private String links(PageDesign design, String chosen, String query) {
    return languages.tags(design).stream()
        .map(
            tag ->
                "<a href=\"?lang=%1$s%4$s\" lang=\"%1$s\" hreflang=\"%1$s\"%3$s>%2$s</a>"
                    .formatted(
                        tag,
                        Escapers.HTML.escape(languages.texts(design, tag).get("language.name")),
                        tag.equals(chosen) ? " aria-current=\"true\"" : "",
                        Escapers.HTML.escape(query)))
        .collect(Collectors.joining("\n"));
  }
}
