package waitingroom.inlet;

/**
 * View of a room for its inlet.
 *
 * @param waiting people beyond the serving counter
 * @param inside people whom the counter has reached and who have not fetched their token yet, and
 *     live sessions
 * @param lookedMillis time of the inlet's previous turn, whatever came of it
 * @param pace the admissions of the last minute
 */
public record Line(long waiting, long inside, long lookedMillis, Pace pace, AlarmStates alarms) {}
