package waitingroom.event;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.AlarmSetting;

/** Translates the events of the alarms. */
final class AlarmTranslator implements Translator {
  private final Set<EventType> wanted;
  private long last;

  AlarmTranslator(Set<EventType> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void skip(long sequenceNr, Object event) {
    last = sequenceNr;
  }

  @Override
  public Stream<CloudEvent> translate(long sequenceNr, Object event) {
    skip(sequenceNr, event);
    if (!(event instanceof AlarmsSet set) || !wanted.contains(EventType.ALARM_CHANGED)) {
      return Stream.empty();
    }
    return IntStream.range(0, set.alarms().size())
        .mapToObj(
            i -> {
              Map<String, Object> data = new LinkedHashMap<>();
              AlarmSetting alarm = set.alarms().get(i);
              data.put("name", alarm.name().value());
              data.put("state", alarm.state().name());
              String reason = alarm.reason();
              if (reason != null) {
                data.put("reason", reason);
              }
              return Envelopes.of(
                  Scope.ALARMS,
                  Scope.ALARMS.eventId(new JournalPosition(sequenceNr, i)),
                  EventType.ALARM_CHANGED,
                  Instant.ofEpochMilli(set.atMillis()),
                  data);
            });
  }

  @Override
  public long neededFrom() {
    return last + 1;
  }
}
