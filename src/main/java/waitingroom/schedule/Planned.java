package waitingroom.schedule;

import java.util.List;

/**
 * An event with how far it has come.
 *
 * @param commitments every one that was published for its draw, the one in force last
 */
public record Planned(ScheduledEvent event, Stage stage, List<Commitment> commitments) {
  public Planned {
    commitments = List.copyOf(commitments);
  }

  Planned at(Stage next) {
    return new Planned(event, next, commitments);
  }

  boolean isUnderWay() {
    return stage.isUnderWay();
  }

  /** True when it will begin, or has. */
  boolean counts() {
    return isUnderWay() || (stage == Stage.AHEAD && !event.suspended());
  }
}
