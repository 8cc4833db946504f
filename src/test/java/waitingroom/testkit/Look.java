package waitingroom.testkit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/**
 * The browser settings of a visitor.
 *
 * @param width of the window, CSS pixels
 * @param dark whether the system uses the dark scheme
 * @param locale as browsers send it, such as {@code ar}
 * @param scripts whether JavaScript runs
 * @param timeZone of the system, such as {@code Europe/Berlin}
 */
public record Look(int width, boolean dark, String locale, boolean scripts, String timeZone) {
  private static final int HEIGHT = 800;

  /** A phone. */
  public static final Look PHONE = new Look(360, false, "en", true, "UTC");

  /** A tablet. */
  public static final Look TABLET = new Look(768, false, "en", true, "UTC");

  /** A desktop. */
  public static final Look DESK = new Look(1440, false, "en", true, "UTC");

  /** The same in the dark scheme. */
  public Look inTheDark() {
    return new Look(width, true, locale, scripts, timeZone);
  }

  /** The same in another language. */
  public Look in(String language) {
    return new Look(width, dark, language, scripts, timeZone);
  }

  /** The same without JavaScript. */
  public Look withoutScripts() {
    return new Look(width, dark, locale, false, timeZone);
  }

  /** The same in another time zone. */
  public Look at(String zone) {
    return new Look(width, dark, locale, scripts, zone);
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, HEIGHT)
        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale(locale)
        .setTimezoneId(timeZone)
        .setJavaScriptEnabled(scripts);
  }

  /** A label for file names. */
  public String label() {
    return width + (dark ? "-dark" : "-light") + (locale.equals("en") ? "" : "-" + locale);
  }
}
