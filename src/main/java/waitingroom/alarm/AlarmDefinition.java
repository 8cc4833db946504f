package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * When an alarm is on. Part of persisted events.
 *
 * @param eventId the room whose figure it watches; null: a figure of the whole service
 * @param durationSeconds how long the figure must stand so: a multiple of {@link #PERIOD_SECONDS},
 *     at most an hour
 * @param emails who is told of each change of state, at most {@link #EMAILS_MAX}
 */
public record AlarmDefinition(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String eventId,
    AlarmMetric metric,
    Comparison comparison,
    double threshold,
    int durationSeconds,
    List<String> emails) {
  /** The figure is looked at once in each period. */
  public static final int PERIOD_SECONDS = 10;

  public static final int DURATION_SECONDS_MAX = 3600;
  public static final int EMAILS_MAX = 10;

  private static final int FIGURES_TOLD = 6;

  /** What the figures of some periods come to, and why, in a few words. */
  public record Judgement(AlarmState state, String reason) {}

  /**
   * @throws IllegalArgumentException with a sentence that names the rule that is broken
   */
  public AlarmDefinition {
    emails = List.copyOf(emails);
    require(
        metric.ofRoom() == (eventId != null),
        metric.ofRoom()
            ? "The metric " + metric.text() + " is one of a room: name the room in event_id"
            : "The metric " + metric.text() + " is one of the whole service: leave event_id out");
    require(Double.isFinite(threshold), "The threshold must be a number");
    require(
        durationSeconds >= PERIOD_SECONDS
            && durationSeconds <= DURATION_SECONDS_MAX
            && durationSeconds % PERIOD_SECONDS == 0,
        "The duration must be 10 to 3600 seconds, in steps of 10");
    require(
        emails.size() <= EMAILS_MAX,
        "There may be at most " + EMAILS_MAX + " addresses: use a list of your mail server");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** How many periods the duration has. */
  public int periods() {
    return durationSeconds / PERIOD_SECONDS;
  }

  /**
   * What the figures come to: on when every period of the duration that has a figure stands so; not
   * known when fewer than half of them have one. Before a whole duration was watched, only that all
   * is well can be known.
   *
   * @param figures of the last periods, the newest at the end; empty where there was none
   * @return empty: nothing can be said yet, the state stays
   */
  public Optional<Judgement> judge(List<OptionalDouble> figures) {
    int from = Math.max(0, figures.size() - periods());
    List<Double> known =
        figures.subList(from, figures.size()).stream()
            .flatMap(figure -> figure.stream().boxed())
            .toList();
    if (known.stream().anyMatch(figure -> !comparison.holds(figure, threshold))) {
      return Optional.of(judgement(AlarmState.OK, known));
    }
    if (figures.size() < periods()) {
      return Optional.empty();
    }
    return Optional.of(
        known.size() * 2 < periods()
            ? judgement(AlarmState.INSUFFICIENT_DATA, known)
            : judgement(AlarmState.ALARM, known));
  }

  private Judgement judgement(AlarmState state, List<Double> known) {
    String told =
        known.subList(Math.max(0, known.size() - FIGURES_TOLD), known.size()).stream()
            .map(AlarmDefinition::plain)
            .collect(Collectors.joining(", "));
    return new Judgement(
        state,
        "%s was %s; the alarm is on when it is %s %s for %s s"
            .formatted(
                metric.text(),
                told.isEmpty() ? "not known" : told,
                comparison.text(),
                plain(threshold),
                durationSeconds));
  }

  private static String plain(double figure) {
    return figure == Math.rint(figure) && Math.abs(figure) < 1e15
        ? Long.toString((long) figure)
        : Double.toString(figure);
  }
}
