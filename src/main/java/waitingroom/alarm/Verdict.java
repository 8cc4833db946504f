package waitingroom.alarm;

import waitingroom.alarm.AlarmDefinition.Judgement;

/** Judgement of a defined alarm. It is void if the alarm has another definition by now. */
public record Verdict(AlarmName name, AlarmDefinition definition, Judgement judgement) {}
