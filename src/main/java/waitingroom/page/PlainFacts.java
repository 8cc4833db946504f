package waitingroom.page;

import com.samskivert.mustache.Escapers;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of the page without scripts for one visitor.
 *
 * @param place null when the visitor has none
 * @param way to the shop, null: not yet
 * @param message of the operator, empty: none
 * @param refreshSeconds until the page reloads itself; 0: it does not
 */
public record PlainFacts(
    PageState state,
    @Nullable Place place,
    @Nullable Onward way,
    String message,
    long refreshSeconds) {

  /**
   * A place in line.
   *
   * @param ahead people before this one
   * @param expected estimated wait in seconds; null when unknown
   * @param low lower bound in seconds
   * @param high upper bound in seconds; null: unbounded
   * @param left seconds left to continue; null: no limit, or it is not the visitor's turn
   * @param starts seconds until people are called; null: they are
   */
  public record Place(
      long position,
      long ahead,
      @Nullable Long expected,
      @Nullable Long low,
      @Nullable Long high,
      @Nullable Long left,
      @Nullable Long starts) {}

  private static final long HOURS_FROM_MINUTES = 180;

  /** A page that only shows a state. */
  public static PlainFacts of(PageState state, long refreshSeconds) {
    return new PlainFacts(state, null, null, "", refreshSeconds);
  }

  /** A page that leads to the shop. */
  public static PlainFacts onward(Onward way) {
    return new PlainFacts(PageState.TURN, null, way, "", 0);
  }

  /**
   * The value of the header {@code Refresh} (HTML, 7.11), used instead of a redirect because a
   * redirect in answer to a form is checked against this page's policy on each hop.
   */
  public Optional<String> refresh() {
    if (way != null && way.location() != null && way.fields().isEmpty()) {
      return Optional.of("0; url=" + way.location());
    }
    return refreshSeconds > 0 ? Optional.of(Long.toString(refreshSeconds)) : Optional.empty();
  }

  /** The values for the template. */
  Map<String, String> shown(Map<String, String> texts, String tag) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("headline", text(texts, state.wireName() + ".headline"));
    all.put("detail", text(texts, detail()));
    all.put("message", message);
    if (refreshSeconds > 0) {
      all.put("refresh", text(texts, "plain.refresh").replace("{seconds}", "" + refreshSeconds));
    }
    if (way == null) {
      button(texts, all);
    } else {
      way(way, all);
    }
    if (place != null) {
      place(place, new Wording(texts, tag), all);
    }
    return all;
  }

  private String detail() {
    if (state != PageState.TURN) {
      return state.wireName() + ".detail";
    }
    if (way != null) {
      return way.location() == null ? "turn.done" : "turn.forwarding";
    }
    return place == null || place.left() == null ? "turn.detail_open" : "turn.detail";
  }

  private static void way(Onward way, Map<String, String> all) {
    String location = Objects.requireNonNullElse(way.location(), "");
    all.put(way.fields().isEmpty() ? "link" : "onward", location);
    all.put(
        "fields",
        way.fields().entrySet().stream()
            .map(
                field ->
                    "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
                        .formatted(field.getKey(), Escapers.HTML.escape(field.getValue())))
            .collect(Collectors.joining()));
  }

  private void button(Map<String, String> texts, Map<String, String> all) {
    String step =
        switch (state) {
          case JOINING -> "plain.join_button";
          case TURN -> "turn.button";
          case EXPIRED -> "expired.button";
          default -> "";
        };
    all.put("button", text(texts, step));
    all.put("step", state == PageState.TURN ? "enter" : "join");
    if (state == PageState.JOINING) {
      all.put("headline", text(texts, "plain.join_button"));
      all.put("detail", text(texts, "plain.join"));
    }
  }

  private void place(Place shown, Wording wording, Map<String, String> all) {
    boolean waits = state == PageState.WAITING;
    if (waits || state == PageState.PAUSED || state == PageState.PREQUEUE) {
      all.put("position", wording.number(shown.position()));
      all.put("ahead", wording.number(shown.ahead()));
    }
    if (waits) {
      all.put("wait", wording.wait(shown));
      all.put("range", wording.range(shown));
    }
    if (state == PageState.PREQUEUE && shown.starts() != null) {
      all.put("starts", wording.time(shown.starts()));
    }
    if (state == PageState.TURN && shown.left() != null) {
      all.put("left", wording.time(shown.left()));
    }
  }

  private static String text(Map<String, String> texts, String key) {
    return texts.getOrDefault(key, "");
  }

  /** Numbers and times in one language. */
  private record Wording(Map<String, String> texts, String tag) {
    String number(long value) {
      return NumberFormat.getIntegerInstance(Locale.forLanguageTag(tag)).format(value);
    }

    String wait(Place place) {
      Long low = place.low();
      Long expected = place.expected();
      if (expected == null) {
        return text(texts, "wait.unknown");
      }
      if (place.high() == null && low != null) {
        return text(texts, "wait.at_least").replace("{time}", time(low));
      }
      return expected < 60
          ? text(texts, "wait.soon")
          : text(texts, "wait.about").replace("{time}", time(expected));
    }

    String range(Place place) {
      Long low = place.low();
      Long high = place.high();
      if (low == null || high == null || time(low).equals(time(high))) {
        return "";
      }
      return text(texts, "wait.range").replace("{range}", time(low) + " – " + time(high));
    }

    /** As precise as the page with scripts, see {@code words.js}. */
    String time(long seconds) {
      long minutes = Math.max(1, Math.round(seconds / 60.0));
      if (minutes >= HOURS_FROM_MINUTES) {
        return unit("plain.hours", Math.round(minutes / 60.0));
      }
      long step = minutes > 60 ? 10 : minutes > 10 ? 5 : 1;
      return unit("plain.minutes", Math.round((double) minutes / step) * step);
    }

    private String unit(String key, long value) {
      return text(texts, key).replace("{number}", number(value));
    }
  }
}
