package waitingroom.http.transport;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Limits of a listener, in bytes, counts and times.
 *
 * @param target of a request, the longest
 * @param head of a request, the longest: names and values of its headers
 * @param headers of a request, the most
 * @param body of a request, the longest
 * @param pipelined requests of one connection that are worked on at a time
 * @param connections open at a time; the next ones wait
 * @param connectionsPerAddress open at a time from one address; the next ones are closed
 * @param streams of one connection of HTTP/2 that are worked on at a time
 * @param idle longest silence on a connection
 * @param headTime longest time for a head
 * @param bodyTime longest time for a body
 * @param linger longest time in which a client may go on sending after its last answer
 */
public record Limits(
    int target,
    int head,
    int headers,
    long body,
    int pipelined,
    int connections,
    int connectionsPerAddress,
    int streams,
    Duration idle,
    Duration headTime,
    Duration bodyTime,
    Duration linger) {

  private static final Duration CHECK_MIN = Duration.ofMillis(50);
  private static final Duration CHECK_MAX = Duration.ofSeconds(5);

  /**
   * Interval at which the time of a connection is looked at: late by a quarter of a limit at most.
   */
  Duration checkEvery() {
    Duration shortest = idle.compareTo(headTime) < 0 ? idle : headTime;
    Duration quarter = shortest.dividedBy(4);
    if (quarter.compareTo(CHECK_MIN) < 0) {
      return CHECK_MIN;
    }
    return quarter.compareTo(CHECK_MAX) > 0 ? CHECK_MAX : quarter;
  }

  /** Limits of the configuration, with the longest body of a listener. */
  public static Limits of(ActorSystem<?> system, long body) {
    return of(system.settings().config().getConfig("waiting-room.http"), body);
  }

  static Limits of(Config config, long body) {
    return new Limits(
        config.getBytes("target-bytes-max").intValue(),
        config.getBytes("head-bytes-max").intValue(),
        config.getInt("headers-max"),
        body,
        config.getInt("pipelined-max"),
        config.getInt("connections-max"),
        config.getInt("connections-per-address-max"),
        config.getInt("streams-per-connection-max"),
        config.getDuration("idle-timeout"),
        config.getDuration("head-timeout"),
        config.getDuration("body-timeout"),
        config.getDuration("linger-timeout"));
  }
}
