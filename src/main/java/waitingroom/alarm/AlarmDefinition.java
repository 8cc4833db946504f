package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;

/**
 * Definition of an alarm. Part of persisted events.
 *
 * @param eventId the room to watch; null: the whole service
 * @param durationSeconds time for which the comparison must hold: a multiple of {@link
 *     #PERIOD_SECONDS}, at most an hour
 * @param emails addresses to notify of each change of state, at most {@link #EMAILS_MAX}
 */
public record AlarmDefinition(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String eventId,
    AlarmMetric metric,
    Comparison comparison,
    double threshold,
    int durationSeconds,
    List<String> emails) {
  /** The metric is read once per period. */
  public static final int PERIOD_SECONDS = 10;

  public static final int DURATION_SECONDS_MAX = 3600;
  public static final int EMAILS_MAX = 10;

  private static final int FIGURES_TOLD = 6;

  /** State that follows from the figures of some periods, with a short reason. */
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

  /** Number of periods in the duration. */
  public int periods() {
    return durationSeconds / PERIOD_SECONDS;
  }

  /**
   * Judges the figures: the alarm is on when the comparison holds in every period of the duration
   * that has a figure; data is insufficient when fewer than half of them have one. Until a whole
   * duration has been watched, the only possible judgement is OK.
   *
   * @param figures of the last periods, the newest at the end; empty where there was none
   * @return empty: no judgement yet, the state stays
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
