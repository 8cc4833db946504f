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
 * What this node knows of all alarms without asking. It lags behind by a message; when messages are
 * lost, by up to two seconds. Safe for many threads.
 */
public final class AlarmBoard implements AlarmStates {
  private static final Logger log = LoggerFactory.getLogger(AlarmBoard.class);

  private final ConcurrentMap<String, Alarm> alarms = new ConcurrentHashMap<>();

  /** Names that somebody heeds and nobody has set; those that the log has told of. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

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
    Alarm alarm = find(name).orElse(null);
    if (alarm == null && missed.add(name)) {
      log.warn("An alarm that nobody has set holds nothing, PUT /alarms to set it: alarm={}", name);
    }
    return alarm == null ? null : alarm.state();
  }

  /** The alarm of that name. */
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
