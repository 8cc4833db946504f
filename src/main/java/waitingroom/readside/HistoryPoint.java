package waitingroom.readside;

/**
 * One step of a room's history; a step in which nothing happened has zeros, and stands where the
 * one before stood.
 *
 * @param from epoch seconds
 * @param waiting people in line at its end
 * @param serving the serving counter at its end
 * @param active live sessions at its end
 * @param waits of those who got their token in this step
 */
public record HistoryPoint(
    long from,
    long joined,
    long admitted,
    long tokens,
    long completed,
    long abandoned,
    long givenUp,
    long waiting,
    long serving,
    long active,
    Waits waits) {}
