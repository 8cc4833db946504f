package waitingroom.stream;

import java.time.Duration;

/**
 * Settings of streams.
 *
 * @param every shortest time between two lines of a room, 100 ms to 1 min
 * @param heartbeat silence after which a comment is sent, 1 s to 50 s
 * @param max open streams on a node, 1 to 1,000,000
 */
public record StreamSettings(Duration every, Duration heartbeat, int max) {}
