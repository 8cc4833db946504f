package waitingroom.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of a room, what they have come to, and the draws of its epoch. An immutable value; the
 * room's journal decides which one holds.
 *
 * @param planned in order of their begin
 * @param lastNumber of an event, also of one that was deleted
 * @param pool of the event that is under way; null: none, or nobody is drawn any more
 * @param drawn in order of their positions
 */
public record Schedule(
    List<Planned> planned, long lastNumber, @Nullable Pool pool, List<Drawn> drawn) {
  /** No event, ever. */
  public static final Schedule EMPTY = new Schedule(List.of(), 0, null, List.of());

  /** Events that have not ended; as many that have are kept. */
  public static final int EVENTS_MAX = 100;

  public Schedule {
    planned = List.copyOf(planned);
    drawn = List.copyOf(drawn);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return lastNumber == 0;
  }

  /** The event of that id. */
  public Optional<Planned> find(String id) {
    return planned.stream().filter(one -> one.event().id().equals(id)).findAny();
  }

  /** The event that has begun and is not over. */
  public Optional<Planned> underWay() {
    return planned.stream().filter(Planned::isUnderWay).findAny();
  }

  /** The stage of that event; {@link Stage#AHEAD} without one. */
  public Stage stage() {
    return underWay().map(Planned::stage).orElse(Stage.AHEAD);
  }

  /** The next event that has not begun. */
  public Optional<Planned> next() {
    return planned.stream().filter(one -> one.stage() == Stage.AHEAD && one.counts()).findFirst();
  }

  /** The event that will be under way at that second, as all were asked for. */
  public Optional<Planned> at(long second) {
    return planned.stream()
        .filter(one -> one.counts() && one.event().stageAt(second).isUnderWay())
        .findFirst();
  }

  /** The first event that has not begun and whose end has passed, suspended or not. */
  Optional<Planned> missed(long second) {
    return planned.stream()
        .filter(one -> one.stage() == Stage.AHEAD && one.event().end() <= second)
        .findFirst();
  }

  /** The event under way, else the next one. */
  public Optional<Planned> current() {
    return underWay().or(this::next);
  }

  /** Reason why an event cannot stand in a schedule. */
  public enum Objection {
    /** As many have not ended as there may be. */
    FULL,
    /** Another one has its name. */
    NAME_TAKEN,
    /** Another one is at the same time. */
    OVERLAPS
  }

  /** Why an event may not stand beside the others; empty: it may. */
  public Optional<Objection> objection(ScheduledEvent event) {
    List<Planned> others = planned.stream().filter(one -> !same(one, event)).toList();
    if (others.stream().filter(one -> one.stage() != Stage.OVER).count() >= EVENTS_MAX) {
      return Optional.of(Objection.FULL);
    }
    if (others.stream().anyMatch(one -> one.event().name().equals(event.name()))) {
      return Optional.of(Objection.NAME_TAKEN);
    }
    boolean overlaps =
        !event.suspended()
            && others.stream().anyMatch(one -> one.counts() && one.event().overlaps(event));
    return overlaps ? Optional.of(Objection.OVERLAPS) : Optional.empty();
  }

  private static boolean same(Planned one, ScheduledEvent event) {
    return one.event().number() == event.number();
  }

  /** With a new or changed event. */
  public Schedule with(ScheduledEvent event, @Nullable Commitment commitment) {
    Optional<Planned> old = planned.stream().filter(one -> same(one, event)).findAny();
    List<Commitment> commitments =
        Stream.concat(
                old.map(Planned::commitments).orElse(List.of()).stream(),
                Stream.ofNullable(commitment))
            .toList();
    Planned changed = new Planned(event, old.map(Planned::stage).orElse(Stage.AHEAD), commitments);
    List<Planned> all = new ArrayList<>(without(event.number()));
    if (all.stream().filter(one -> one.stage() == Stage.OVER).count() >= EVENTS_MAX) {
      all.stream().filter(one -> one.stage() == Stage.OVER).findFirst().ifPresent(all::remove);
    }
    all.add(changed);
    all.sort(Comparator.comparingLong(one -> one.event().begin()));
    return new Schedule(all, Math.max(lastNumber, event.number()), pool, drawn);
  }

  private List<Planned> without(long number) {
    return planned.stream().filter(one -> one.event().number() != number).toList();
  }

  /** Without an event: who joined for it stands in the ordinary line, in order of arrival. */
  public Schedule removed(long number) {
    return new Schedule(without(number), lastNumber, poolUnless(number), drawn);
  }

  private @Nullable Pool poolUnless(long number) {
    return pool != null && pool.number() == number ? null : pool;
  }

  /**
   * With an event that has come further.
   *
   * @param queue positions handed out until then
   * @param extended whether its pool was open for longer than planned
   */
  public Schedule reached(long number, Stage stage, long queue, boolean extended) {
    Pool next =
        switch (stage) {
          case PREQUEUE -> Pool.open(number, queue + 1);
          case DRAWING -> Objects.requireNonNull(pool).closed(queue, extended);
          case AHEAD, RUNNING, OVER -> poolUnless(number);
        };
    return changed(number, one -> one.at(stage), next, drawn);
  }

  private Schedule changed(
      long number, UnaryOperator<Planned> change, @Nullable Pool next, List<Drawn> draws) {
    List<Planned> all =
        planned.stream()
            .map(one -> one.event().number() == number ? change.apply(one) : one)
            .toList();
    return new Schedule(all, lastNumber, next, draws);
  }

  /** With a further step of the draw that is under way. */
  public Schedule stepped(DrawSteps steps) {
    return new Schedule(planned, lastNumber, Objects.requireNonNull(pool).with(steps), drawn);
  }

  /** With the places of a pool. */
  public Schedule drew(Drawn result) {
    List<Drawn> all = new ArrayList<>(drawn);
    all.add(result);
    return changed(result.number(), one -> one.at(Stage.RUNNING), null, all);
  }

  /**
   * In a new epoch, in which nobody has a place. A pre-queue goes on; a list that was closed is
   * never drawn.
   */
  public Schedule startedEpoch() {
    List<Planned> all =
        planned.stream()
            .map(one -> one.stage() == Stage.DRAWING ? one.at(Stage.OVER) : one)
            .toList();
    Pool open = pool != null && stage() == Stage.PREQUEUE ? Pool.open(pool.number(), 1) : null;
    return new Schedule(all, lastNumber, open, List.of());
  }
}
