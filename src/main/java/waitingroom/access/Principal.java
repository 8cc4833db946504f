package waitingroom.access;

/**
 * A caller whose identity was proved.
 *
 * @param name the profile of an access key or the subject of a token; fit for logs
 * @param role the highest role of the caller
 */
public record Principal(String name, Role role) {}
