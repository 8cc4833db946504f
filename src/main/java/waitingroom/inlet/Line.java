package waitingroom.inlet;

/**
 * What an inlet sees of its room.
 *
 * @param waiting people beyond the serving counter
 * @param inside people whom the counter has reached and who have not fetched their token yet, and
 *     live sessions
 * @param lookedMillis when an inlet was asked last, whatever came of it
 * @param pace the admissions of the last minute
 * @param alarms what outside systems say
 */
public record Line(long waiting, long inside, long lookedMillis, Pace pace, AlarmStates alarms) {}
