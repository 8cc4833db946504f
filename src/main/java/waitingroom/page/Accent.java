package waitingroom.page;

import java.util.regex.Pattern;

/**
 * A room's colour.
 *
 * @param hex {@code #} and six hexadecimal digits, in sRGB
 */
public record Accent(String hex) {
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

  /**
   * @throws IllegalArgumentException when the text is not such a colour
   */
  public Accent {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("accent must be a colour such as #1a56db");
    }
  }

  /** Black or white, whichever has more contrast on this colour: always at least 4.5 to 1. */
  public String readable() {
    double luminance = luminance();
    return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  /** The contrast ratio of the two, 1 to 21 (WCAG 2.2). */
  double contrast(Accent other) {
    double one = luminance() + 0.05;
    double two = other.luminance() + 0.05;
    return Math.max(one, two) / Math.min(one, two);
  }

  /** This colour mixed with the given percentage of another. */
  Accent mixed(Accent other, int percent) {
    StringBuilder mixed = new StringBuilder("#");
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = channel(shift) * (100 - percent) + other.channel(shift) * percent;
      mixed.append("%02x".formatted(channel / 100));
    }
    return new Accent(mixed.toString());
  }

  private int channel(int shift) {
    return Integer.parseInt(hex.substring(1), 16) >> shift & 0xff;
  }

  /** Relative luminance, 0 to 1 (WCAG 2.2). */
  private double luminance() {
    return 0.2126 * linear(channel(16)) + 0.7152 * linear(channel(8)) + 0.0722 * linear(channel(0));
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
