package waitingroom.alarm;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmState;
import waitingroom.inlet.AlarmStates;

/**
 * What this node knows of all alarms without asking. It lags behind by a message; when messages are
 * lost, by up to two seconds. Safe for many threads.
 */
public final class AlarmBoard implements AlarmStates {
  private final ConcurrentMap<String, Alarm> alarms = new ConcurrentHashMap<>();
  private volatile long revision;
  private volatile boolean complete;

  /**
   * The state of the alarm of that name; null: nobody ever set it. Until the node has heard which
   * alarms there are, for a moment after its start, every name is {@link AlarmState#ALARM}: to hold
   * for nothing delays people, to go on in an alarm floods what it guards.
   */
  @Override
  public @Nullable AlarmState state(String name) {
    if (!complete) {
      return AlarmState.ALARM;
    }
    Alarm alarm = alarms.get(name);
    return alarm == null ? null : alarm.state();
  }

  /** Every alarm, by name. */
  public List<Alarm> all() {
    return alarms.values().stream().sorted(Comparator.comparing(Alarm::name)).toList();
  }

  /** Whether the node has heard of all alarms that there were. */
  public boolean complete() {
    return complete;
  }

  /** Up to which revision the board knows every alarm. */
  long revision() {
    return revision;
  }

  /** Takes in alarms unless newer reports of them are here already. */
  void learn(Collection<Alarm> some) {
    for (Alarm alarm : some) {
      alarms.merge(
          alarm.name().value(),
          alarm,
          (old, fresh) -> fresh.revision() > old.revision() ? fresh : old);
    }
  }

  /**
   * Takes in the news.
   *
   * @return whether the board now knows all that there was when they were sent; else ask for what
   *     came after {@link #revision()}
   */
  synchronized boolean learn(AlarmNews news) {
    learn(news.alarms());
    if (news.after() <= revision) {
      revision = Math.max(revision, news.upTo());
    }
    if (revision < news.latest()) {
      return false;
    }
    complete = true;
    return true;
  }
}
