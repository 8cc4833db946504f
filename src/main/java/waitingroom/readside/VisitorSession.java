package waitingroom.readside;

/**
 * What became of a position that fetched a token.
 *
 * @param expires epoch second after which the token is not valid any more
 * @param status 1 completed, -1 abandoned, 0 neither
 */
public record VisitorSession(long expires, int status) {}
