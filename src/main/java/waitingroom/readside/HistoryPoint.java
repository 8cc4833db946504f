package waitingroom.readside;

/**
 * One step of a room's history. In a step in which nothing happened the counts are 0 and the state
 * is that of the step before.
 *
 * @param from epoch seconds
 */
public record HistoryPoint(long from, Figures figures) {}
