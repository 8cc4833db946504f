package waitingroom.testkit;

import java.time.Clock;

/** Settings and clock of a node that several test classes share, see {@link OnNode}. */
public enum Profile {
  /** The settings as shipped. */
  PLAIN("", Time.STANDS_STILL),

  /** The settings as shipped, but rooms sweep at most every 1001 ms of the clock. */
  EXPIRY("waiting-room.rooms.position-expiry-check-interval = 1001ms", Time.STANDS_STILL),

  /** The settings as shipped, but rooms sweep at every check. */
  SWEEPING("waiting-room.rooms.position-expiry-check-interval = 0s", Time.STANDS_STILL),

  /** For tests with browsers, streams and projections, none of which waits long. */
  QUICK(
      """
      waiting-room {
        public.cache.queue-num-cdn = 86400
        rooms.position-expiry-check-interval = 0s
        stream.every = 100ms
        projections.idle-after = 1s
        pages { sample-shop = on, target = "/health/live" }
        authorizer.return-hosts = ["back.example"]
      }
      """,
      Time.REAL),

  /** The settings as shipped, but the control panel needs no TLS. */
  PANEL("waiting-room.admin.session.secure-cookie = off", Time.REAL),

  /** The OpenID provider. */
  OPENID("", Time.STANDS_STILL) {
    @Override
    String settings() {
      return OpenIdShop.settings();
    }
  };

  private enum Time {
    /** Until a test moves it. */
    STANDS_STILL,
    REAL
  }

  private final String settings;
  private final Time time;

  Profile(String settings, Time time) {
    this.settings = settings;
    this.time = time;
  }

  String settings() {
    return settings;
  }

  Clock newClock() {
    return time == Time.REAL ? Clock.systemUTC() : new TestClock();
  }
}
