package waitingroom.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The design of a room's waiting page, and where it leads.
 *
 * @param name the room's name on the page, up to 80 characters; empty: none
 * @param logo a {@code data:} URL of an image, null: none
 * @param accent the accent colour, such as {@code #1a56db}
 * @param texts overrides by language tag and name of the text
 * @param template the whole page as a Mustache template, null: the built-in one
 * @param target where visitors go on their turn: an absolute URL or a path of this host, with
 *     {@code {event_id}} for the room; null: the node's default
 * @param autoForward whether the page navigates there by itself
 * @param cookieDomain the domain of the cookie, null: this host only
 * @param frameAncestors origins whose pages may show this one in a frame
 */
public record PageDesign(
    String name,
    @Nullable String logo,
    String accent,
    Map<String, Map<String, String>> texts,
    @Nullable String template,
    @Nullable String target,
    @JsonProperty("hand_over") HandOver handOver,
    @JsonProperty("auto_forward") boolean autoForward,
    @JsonProperty("cookie_domain") @Nullable String cookieDomain,
    @JsonProperty("frame_ancestors") List<String> frameAncestors) {

  /** The design of a room without its own. */
  public static final PageDesign DEFAULT =
      new PageDesign(
          "", null, "#1a56db", Map.of(), null, null, HandOver.COOKIE, false, null, List.of());

  private static final int NAME_CHARS_MAX = 80;
  private static final int TEXT_CHARS_MAX = 500;
  private static final int TEMPLATE_CHARS_MAX = 64 * 1024;
  private static final int TARGET_CHARS_MAX = 512;
  private static final int LIST_MAX = 20;
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\*\\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?");

  /**
   * @throws IllegalArgumentException naming the invalid member
   */
  public PageDesign {
    atMost("name", name, NAME_CHARS_MAX);
    if (logo != null) {
      Logo.content(logo);
    }
    new Accent(accent);
    texts = copied(texts);
    atMost("template", template, TEMPLATE_CHARS_MAX);
    if (template != null) {
      PageTemplate.parse(template);
    }
    atMost("target", target, TARGET_CHARS_MAX);
    if (target != null) {
      Target.parse(target);
    }
    check(
        cookieDomain == null || DOMAIN.matcher(cookieDomain).matches(),
        "cookie_domain must be a domain name such as shop.example");
    frameAncestors = List.copyOf(frameAncestors);
    check(
        frameAncestors.size() <= LIST_MAX
            && frameAncestors.stream().allMatch(origin -> ORIGIN.matcher(origin).matches()),
        "frame_ancestors must be up to 20 origins such as https://shop.example");
  }

  private static Map<String, Map<String, String>> copied(Map<String, Map<String, String>> texts) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    texts.forEach(
        (language, own) -> {
          check(
              language.equals(Locale.forLanguageTag(language).toLanguageTag()),
              "texts must be by language tags such as en or pt-BR");
          own.forEach((key, text) -> atMost("texts." + language + "." + key, text, TEXT_CHARS_MAX));
          all.put(language, Map.copyOf(own));
        });
    return Map.copyOf(all);
  }

  private static void atMost(String member, @Nullable String text, int max) {
    check(
        text == null || text.length() <= max, member + " must have at most " + max + " characters");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  @JsonIgnore
  public Optional<Content> picture() {
    return Optional.ofNullable(logo).map(Logo::content);
  }
}
