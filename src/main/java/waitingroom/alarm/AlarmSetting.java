package waitingroom.alarm;

import waitingroom.inlet.AlarmState;

/** What somebody wants an alarm to be. */
public record AlarmSetting(AlarmName name, AlarmState state) {}
