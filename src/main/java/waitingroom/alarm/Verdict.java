package waitingroom.alarm;

import waitingroom.alarm.AlarmDefinition.Judgement;

/**
 * What the figures say of a defined alarm.
 *
 * @param definition by which they were judged; when the alarm has another one by now, the verdict
 *     is void
 */
public record Verdict(AlarmName name, AlarmDefinition definition, Judgement judgement) {}
