package waitingroom.web;

import java.util.regex.Pattern;

/**
 * A room's colour.
 *
 * @param hex {@code #} and six hexadecimal digits, in sRGB
 */
public record Accent(String hex) {
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

  /**
   * @throws IllegalArgumentException when it is no such colour
   */
  public Accent {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("accent must be a colour such as #1a56db");
    }
  }

  /** Black or white, whichever reads better on it; that is always at least 4.5 to 1. */
  public String readable() {
    double luminance = luminance();
    return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  /** Relative luminance, 0 to 1 (WCAG 2.2). */
  private double luminance() {
    int rgb = Integer.parseInt(hex.substring(1), 16);
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
