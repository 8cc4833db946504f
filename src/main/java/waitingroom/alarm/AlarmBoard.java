package waitingroom.alarm;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.inlet.AlarmState;
import waitingroom.inlet.AlarmStates;

/**
 * All alarms, as this node knows them. It lags behind by a message; when messages are lost, by up
 * to two seconds. Safe for many threads.
 */
public final class AlarmBoard implements AlarmStates {
  private static final Logger log = LoggerFactory.getLogger(AlarmBoard.class);

  private final ConcurrentMap<String, Alarm> alarms = new ConcurrentHashMap<>();

  /** Unknown names that were asked for and have been logged. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  private volatile long revision;
  private volatile boolean complete;

  /**
   * State of an alarm; null: there is no such alarm. Until the node knows which alarms exist, for a
   * moment after its start, every name is {@link AlarmState#ALARM}: holding without reason delays
   * people, going on during an alarm floods what it guards.
   */
  @Override
  public @Nullable AlarmState state(String name) {
    if (!complete) {
      return AlarmState.ALARM;
    }
    Alarm alarm = find(name).orElse(null);
    if (alarm == null && missed.add(name)) {
      log.warn(
          "Inlet refers to an unknown alarm, which counts as OK;"
              + " create it with PUT /alarms/{name}: alarm={}",
          name);
    }
    return alarm == null ? null : alarm.state();
  }

  public Optional<Alarm> find(String name) {
    return Optional.ofNullable(alarms.get(name)).filter(alarm -> !alarm.removed());
  }

  /** Every alarm, by name. */
  public List<Alarm> all() {
    return alarms.values().stream()
        .filter(alarm -> !alarm.removed())
        .sorted(Comparator.comparing(Alarm::name))
        .toList();
  }

  /** True once the node has received all alarms. */
  public boolean complete() {
    return complete;
  }

  /** Revision up to which the board is complete. */
  long revision() {
    return revision;
  }

  /** Takes in alarms unless the board has newer ones. */
  void learn(Collection<Alarm> some) {
    for (Alarm alarm : some) {
      alarms.merge(
          alarm.name().value(),
          alarm,
          (old, fresh) -> fresh.revision() > old.revision() ? fresh : old);
    }
  }

  /**
   * Takes in an update.
   *
   * @return true when the board is complete as of the update; otherwise ask for what came after
   *     {@link #revision()}
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
