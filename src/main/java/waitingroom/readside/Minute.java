package waitingroom.readside;

/**
 * What happened in a room in one minute, and where it stood at its end.
 *
 * @param minute epoch minutes
 * @param joined positions given out
 * @param admitted positions called for the first time
 * @param tokens first tokens
 * @param completed sessions completed
 * @param abandoned sessions abandoned, silent ones included
 * @param givenUp positions called that nobody came for
 * @param waiting people in line at the end of the minute
 * @param serving the serving counter at the end of the minute
 * @param active live sessions at the end of the minute
 * @param waits of those who got their token in this minute
 */
public record Minute(
    long minute,
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
