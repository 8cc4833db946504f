package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.Capacity;
import waitingroom.inlet.Inlet;
import waitingroom.inlet.Manual;
import waitingroom.inlet.QueueingMethod;
import waitingroom.schedule.Overrides;
import waitingroom.store.Formatted;
import waitingroom.ticket.RoomKey;

/**
 * Settings of a room. The first four are the original's, with its defaults (contract, part 0).
 *
 * @param validityPeriod life of a token in seconds, 1 to 31,536,000 (a year)
 * @param enableQueuePositionExpiry true: a position that is being served and fetches no token
 *     expires
 * @param queuePositionExpiryPeriod seconds until it expires, 1 to 31,536,000
 * @param incrSvcOnQueuePositionExpiry true: the serving counter moves on by as many as expired
 * @param heartbeatTimeout seconds of silence after which a session is abandoned, 0: never, else 5
 *     to 86,400
 * @param heartbeatCheckInterval seconds between checks for silent sessions, 1 to 3,600
 * @param inlet what moves the serving counter
 * @param paused holds the line for all, including those being served; places are kept
 * @param queueAll sends every visitor to the line; nobody is let in automatically, even with places
 *     free
 * @param maxQueueLength people in line past which a join is refused, 0: no limit
 * @param enableEventsGeneration true: the counters are published as an event every minute
 * @param message the operator's message to the line, up to 500 characters; may be empty
 * @param queueingMethod what the room does with those who come
 */
public record RoomSettings(
    @JsonProperty("validity_period") long validityPeriod,
    @JsonProperty("enable_queue_position_expiry") boolean enableQueuePositionExpiry,
    @JsonProperty("queue_position_expiry_period") long queuePositionExpiryPeriod,
    @JsonProperty("incr_svc_on_queue_position_expiry") boolean incrSvcOnQueuePositionExpiry,
    @JsonProperty("heartbeat_timeout") long heartbeatTimeout,
    @JsonProperty("heartbeat_check_interval") long heartbeatCheckInterval,
    Inlet inlet,
    boolean paused,
    @JsonProperty("queue_all") boolean queueAll,
    @JsonProperty("max_queue_length") long maxQueueLength,
    @JsonProperty("enable_events_generation") boolean enableEventsGeneration,
    String message,
    @JsonProperty("queueing_method") QueueingMethod queueingMethod) {
  public static final long VALIDITY_PERIOD_MAX = 31_536_000;
  private static final long HEARTBEAT_TIMEOUT_MIN = 5;
  private static final long DAY = 86_400;
  private static final int MESSAGE_CHARACTERS_MAX = 500;
  private static final int METHODS_FORMAT = 2;
  private static final long SECONDS_PER_MINUTE = 60;

  /** The defaults of a new room. */
  public static final RoomSettings DEFAULT =
      new RoomSettings(3600, true, 900, false, 0, 10, new Manual(), false, false, 0, false, "");

  /**
   * @throws IllegalArgumentException with the name of the wrong member
   */
  public RoomSettings {
    inRange("validity_period", validityPeriod, 1, VALIDITY_PERIOD_MAX);
    inRange("queue_position_expiry_period", queuePositionExpiryPeriod, 1, VALIDITY_PERIOD_MAX);
    if (heartbeatTimeout != 0) {
      inRange("heartbeat_timeout, unless it is 0,", heartbeatTimeout, HEARTBEAT_TIMEOUT_MIN, DAY);
    }
    inRange("heartbeat_check_interval", heartbeatCheckInterval, 1, 3600);
    inRange("max_queue_length", maxQueueLength, 0, RoomKey.POSITION_MAX);
    checkMessage(message);
    if (inlet instanceof Capacity && !enableQueuePositionExpiry) {
      throw new IllegalArgumentException(
          "enable_queue_position_expiry must be true with the inlet capacity: people who never"
              + " come would hold their places for ever");
    }
  }

  /** A room that calls people in order of arrival. */
  public RoomSettings(
      long validityPeriod,
      boolean enableQueuePositionExpiry,
      long queuePositionExpiryPeriod,
      boolean incrSvcOnQueuePositionExpiry,
      long heartbeatTimeout,
      long heartbeatCheckInterval,
      Inlet inlet,
      boolean paused,
      boolean queueAll,
      long maxQueueLength,
      boolean enableEventsGeneration,
      String message) {
    this(
        validityPeriod,
        enableQueuePositionExpiry,
        queuePositionExpiryPeriod,
        incrSvcOnQueuePositionExpiry,
        heartbeatTimeout,
        heartbeatCheckInterval,
        inlet,
        paused,
        queueAll,
        maxQueueLength,
        enableEventsGeneration,
        message,
        QueueingMethod.FIFO);
  }

  /** Reads the journal's form; a member that older events lack gets its default. */
  @JsonCreator
  static RoomSettings of(
      @JsonProperty("validity_period") @Nullable Long validityPeriod,
      @JsonProperty("enable_queue_position_expiry") @Nullable Boolean enableQueuePositionExpiry,
      @JsonProperty("queue_position_expiry_period") @Nullable Long queuePositionExpiryPeriod,
      @JsonProperty("incr_svc_on_queue_position_expiry") @Nullable Boolean incrSvcOnExpiry,
      @JsonProperty("heartbeat_timeout") @Nullable Long heartbeatTimeout,
      @JsonProperty("heartbeat_check_interval") @Nullable Long heartbeatCheckInterval,
      @JsonProperty("inlet") @Nullable Inlet inlet,
      @JsonProperty("paused") @Nullable Boolean paused,
      @JsonProperty("queue_all") @Nullable Boolean queueAll,
      @JsonProperty("max_queue_length") @Nullable Long maxQueueLength,
      @JsonProperty("enable_events_generation") @Nullable Boolean enableEventsGeneration,
      @JsonProperty("message") @Nullable String message,
      @JsonProperty("queueing_method") @Nullable QueueingMethod queueingMethod) {
    return new RoomSettings(
        or(validityPeriod, DEFAULT.validityPeriod),
        or(enableQueuePositionExpiry, DEFAULT.enableQueuePositionExpiry),
        or(queuePositionExpiryPeriod, DEFAULT.queuePositionExpiryPeriod),
        or(incrSvcOnExpiry, DEFAULT.incrSvcOnQueuePositionExpiry),
        or(heartbeatTimeout, DEFAULT.heartbeatTimeout),
        or(heartbeatCheckInterval, DEFAULT.heartbeatCheckInterval),
        or(inlet, DEFAULT.inlet),
        or(paused, DEFAULT.paused),
        or(queueAll, DEFAULT.queueAll),
        or(maxQueueLength, DEFAULT.maxQueueLength),
        or(enableEventsGeneration, DEFAULT.enableEventsGeneration),
        or(message, DEFAULT.message),
        or(queueingMethod, DEFAULT.queueingMethod));
  }

  /** Half of a surrogate pair could not be written as UTF-8, so neither stored nor sent. */
  private static void checkMessage(String message) {
    if (message.codePointCount(0, message.length()) > MESSAGE_CHARACTERS_MAX
        || !StandardCharsets.UTF_8.newEncoder().canEncode(message)) {
      throw new IllegalArgumentException(
          "message must be a text of at most " + MESSAGE_CHARACTERS_MAX + " characters");
    }
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return Objects.requireNonNullElse(given, otherwise);
  }

  private static void inRange(String member, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be a whole number from %s to %s".formatted(member, min, max));
    }
  }

  /**
   * Settings that hold while an event is under way.
   *
   * @param held true: nobody is called
   */
  public RoomSettings during(Overrides overrides, boolean held) {
    Capacity capacity = overrides.capacity();
    Long minutes = overrides.sessionDuration();
    return new RoomSettings(
        minutes == null ? validityPeriod : minutes * SECONDS_PER_MINUTE,
        enableQueuePositionExpiry || capacity != null,
        queuePositionExpiryPeriod,
        incrSvcOnQueuePositionExpiry,
        heartbeatTimeout,
        heartbeatCheckInterval,
        capacity == null ? inlet : capacity,
        paused,
        queueAll || held,
        maxQueueLength,
        enableEventsGeneration,
        message,
        or(overrides.queueingMethod(), queueingMethod));
  }

  /** True when somebody is called without an operator's doing. */
  boolean calls() {
    return passesThrough() || (letsIn() && !(inlet instanceof Manual));
  }

  /** True when the serving counter may exceed the queue counter. */
  boolean mayServeAhead() {
    return !inlet.exclusive() && !queueAll;
  }

  /** True when the serving counter moves on by as many as expired. */
  boolean replacesExpired() {
    return incrSvcOnQueuePositionExpiry && mayServeAhead() && queueingMethod == QueueingMethod.FIFO;
  }

  /** True when an inlet may let people in automatically. */
  boolean letsIn() {
    return !paused && !queueAll && queueingMethod != QueueingMethod.REJECT;
  }

  /** True when nobody may join, nor be called. */
  boolean rejects() {
    return queueingMethod == QueueingMethod.REJECT;
  }

  /** True when everybody in line is called, whatever the inlet says. */
  boolean passesThrough() {
    return letsIn() && queueingMethod == QueueingMethod.PASSTHROUGH;
  }

  /** The format that can hold them: an older version would take another method for arrival. */
  int neededFormat() {
    return queueingMethod == QueueingMethod.FIFO ? Formatted.FIRST : METHODS_FORMAT;
  }

  /** Limit of admissions per minute; 0: none. */
  long newUsersPerMinute() {
    return inlet instanceof Capacity capacity ? capacity.newUsersPerMinute() : 0;
  }
}
