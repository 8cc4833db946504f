package waitingroom.schedule;

/**
 * Commitment to a draw, made before anybody joined.
 *
 * @param secretHash SHA-256 of the room's secret, 64 hexadecimal digits
 * @param beacon the source of public randomness, as it is published; empty: none
 * @param round of the beacon whose value is used; 0: none
 * @param madeAt epoch seconds
 */
public record Commitment(String secretHash, String beacon, long round, long madeAt) {}
