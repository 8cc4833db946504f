package waitingroom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SVG line chart: steps over time, or straight lines over named values. */
public final class LineChart {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int LEFT = 56;
  private static final int TOP = 40;
  private static final int WIDTH = 620;
  private static final int HEIGHT = 240;

  /** A line of the chart: one value per second, or per name. */
  private record Series(String name, String colour, List<Long> values) {}

  /** A shaded time span, in seconds. */
  private record Span(String name, int from, int to) {}

  private final String title;

  /** Labels of the horizontal axis; empty for minutes. */
  private final List<String> names;

  private final List<Series> lines = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();

  private LineChart(String title, List<String> names) {
    this.title = title;
    this.names = List.copyOf(names);
  }

  /** Creates a chart over time: each line has a value per second. */
  public static LineChart overMinutes(String title) {
    return new LineChart(title, List.of());
  }

  /** Creates a chart over at least two names: each line has a value per name. */
  public static LineChart over(List<String> names, String title) {
    return new LineChart(title, names);
  }

  /** Adds a line with one non-negative value per point of the axis. */
  public void line(String name, String colour, List<Long> values) {
    lines.add(new Series(name, colour, List.copyOf(values)));
  }

  /** Shades a time span in which the line was held. */
  public void span(String name, int fromSecond, int toSecond) {
    spans.add(new Span(name, fromSecond, toSecond));
  }

  public String svg() {
    int seconds = lines.get(0).values().size() - 1;
    long top =
        lines.stream().flatMap(line -> line.values().stream()).mapToLong(v -> v).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 330" font-family="Helvetica, Arial, sans-serif" font-size="12">
          <title>%s</title>
          <rect width="820" height="330" fill="#fff"/>
          <text x="%d" y="22" font-size="14" fill="#111">%s</text>
        """
            .formatted(title, LEFT, title));
    spans.forEach(span -> svg.append(shade(span, seconds)));
    grid(svg, seconds, top);
    for (int i = 0; i < lines.size(); i++) {
      svg.append(drawn(lines.get(i), i, seconds, top));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String shade(Span span, int seconds) {
    double from = x(span.from(), seconds);
    return text(
        """
          <rect x="%.1f" y="%d" width="%.1f" height="%d" fill="#fdebd0"/>
          <text x="%.1f" y="%d" fill="#a04000">%s</text>
        """,
        from, TOP, x(span.to(), seconds) - from, HEIGHT, from + 4, TOP + 14, span.name());
  }

  private void grid(StringBuilder svg, int last, long top) {
    for (int place = 0; place <= last; place += names.isEmpty() ? SECONDS_PER_MINUTE : 1) {
      double at = x(place, last);
      svg.append(
          text(
              """
                <path d="M%.1f %d V%d" stroke="#e4e7eb"/><text x="%.1f" y="%d" fill="#52606d" text-anchor="middle">%s</text>
              """,
              at,
              TOP,
              TOP + HEIGHT,
              at,
              TOP + HEIGHT + 18,
              names.isEmpty() ? place / SECONDS_PER_MINUTE + " min" : names.get(place)));
    }
    for (int part = 0; part <= 4; part++) {
      long value = top * part / 4;
      svg.append(
          text(
              """
                <path d="M%d %.1f H%d" stroke="#e4e7eb"/><text x="%d" y="%.1f" fill="#52606d" text-anchor="end">%d</text>
              """,
              LEFT, y(value, top), LEFT + WIDTH, LEFT - 8, y(value, top) + 4, value));
    }
  }

  private String drawn(Series line, int row, int seconds, long top) {
    StringBuilder path = new StringBuilder();
    for (int second = 0; second <= seconds; second++) {
      double height = y(line.values().get(second), top);
      path.append(
          second == 0 ? text("M%.1f %.1f", x(0, seconds), height) : step(second, seconds, height));
    }
    return text(
        """
          <path d="%s" fill="none" stroke="%s" stroke-width="2"/>
          <path d="M%d %d h18" stroke="%s" stroke-width="3"/><text x="%d" y="%d" fill="#111">%s</text>
        """,
        path,
        line.colour(),
        LEFT + WIDTH + 14,
        TOP + 12 + row * 20,
        line.colour(),
        LEFT + WIDTH + 38,
        TOP + 16 + row * 20,
        line.name());
  }

  private String step(int second, int seconds, double height) {
    return text(names.isEmpty() ? "H%.1fV%.1f" : "L%.1f %.1f", x(second, seconds), height);
  }

  private static double x(int second, int seconds) {
    return LEFT + (double) WIDTH * second / seconds;
  }

  private static double y(long value, long top) {
    return TOP + HEIGHT - (double) HEIGHT * value / top;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
