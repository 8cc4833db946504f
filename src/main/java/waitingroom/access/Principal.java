package waitingroom.access;

/**
 * An authenticated caller.
 *
 * @param name profile of an access key or subject of a token; safe to log
 * @param role the caller's highest
 */
public record Principal(String name, Role role) {}
