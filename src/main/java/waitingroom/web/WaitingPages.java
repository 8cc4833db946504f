package waitingroom.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.samskivert.mustache.Escapers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import waitingroom.room.RoomId;

/**
 * The pages on which visitors wait: one per room and language, the same for every visitor, so that
 * any cache may keep them. Who somebody is, the page's script alone knows.
 */
public final class WaitingPages {
  private static final int KEPT_MAX = 1000;

  /** Stands in an address whose answer is the same for all names that no room has. */
  private static final RoomId NO_ROOM = new RoomId("-");

  private static final JsonMapper JSON = new JsonMapper();

  /** What the first module imports, told beforehand so that a browser fetches all at once. */
  private static final List<String> MODULES =
      List.of("announcer", "ask", "door", "line", "place", "show", "view", "visit", "words");

  private record Key(RoomId room, PageDesign design, String tag) {}

  private final AssetBundle assets;
  private final Languages languages;
  private final PageTemplate waiting = PageTemplate.own("waiting.html");
  private final PageTemplate plain = PageTemplate.own("plain.html");
  private final Cache<Key, Content> pages = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

  /**
   * @param assets the files of the page
   */
  public WaitingPages(AssetBundle assets, Languages languages) {
    this.assets = assets;
    this.languages = languages;
  }

  /** The files that the pages need. */
  public static AssetBundle bundle() {
    return AssetBundle.load("waiting", Map.of());
  }

  /** The languages of the pages. */
  public Languages languages() {
    return languages;
  }

  /**
   * The page of a room.
   *
   * @param tag of a language, as {@link Languages#choose} chose it
   */
  public Content page(RoomId room, PageDesign design, String tag) {
    return pages.get(new Key(room, design, tag), this::rendered);
  }

  private Content rendered(Key key) {
    String template = key.design().template();
    PageTemplate page = template == null ? waiting : PageTemplate.parse(template);
    Map<String, String> values = values(key.room(), key.design(), key.tag(), "..");
    values.put("plain", key.room().value() + "/plain?lang=" + key.tag());
    values.put("page", facts(key, values.get("assets")));
    values.put("scripts", scripts());
    return Content.html(page.fill(values));
  }

  /**
   * The page for browsers without scripts, for one visitor.
   *
   * @param query of the address of the page, without language; empty or {@code &...}
   */
  public Content plain(RoomId room, PageDesign design, String tag, PlainFacts facts, String query) {
    Map<String, String> values = values(room, design, tag, "../..");
    values.put("languages", links(design, tag, query));
    return plain(values, design, tag, facts);
  }

  /**
   * The page where there is no room.
   *
   * @param root the way from the page to the root of the listener, such as {@code ..}
   */
  public Content missing(String tag, String root) {
    return plain(
        values(NO_ROOM, PageDesign.DEFAULT, tag, root),
        PageDesign.DEFAULT,
        tag,
        PlainFacts.of("missing", 0));
  }

  private Content plain(
      Map<String, String> values, PageDesign design, String tag, PlainFacts facts) {
    values.putAll(facts.shown(languages.texts(design, tag), tag));
    return Content.html(plain.fill(values));
  }

  /** The style sheet with the room's colour. */
  public Content theme(PageDesign design) {
    return Theme.css(new Accent(design.accent()));
  }

  /**
   * What every page may say.
   *
   * @param root the way from the page to the listener's own root, so that a proxy may put a path in
   *     front
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
    values.put("theme", here + "/theme.css?v=" + accent.hex().substring(1));
    values.put("logo", design.picture().map(p -> here + "/logo?v=" + p.tag()).orElse(""));
    values.put("languages", links(design, tag, ""));
    return values;
  }

  /** What the scripts need to know, as JSON for an attribute. */
  private String facts(Key key, String assetsPath) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, String> texts = languages.texts(key.design(), key.tag());
    facts.put("event_id", key.room().value());
    facts.put("name", texts.get("name"));
    facts.put("lang", key.tag());
    facts.put("root", "../");
    facts.put("assets", assetsPath);
    facts.put("auto_forward", key.design().autoForward());
    facts.put("texts", texts);
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String scripts() {
    String folder = ".." + assets.path("");
    return MODULES.stream()
            .map(name -> "<link rel=\"modulepreload\" href=\"" + folder + name + ".js\">\n")
            .collect(Collectors.joining())
        + ("<script type=\"module\" src=\"" + folder + "start.js\"></script>");
  }

  /** All languages by their own names, each an address of its own. */
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
