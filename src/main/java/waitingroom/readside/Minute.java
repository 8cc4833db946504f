package waitingroom.readside;

/**
 * A room's figures for one minute.
 *
 * @param number epoch minutes
 */
public record Minute(long number, Figures figures) {}
