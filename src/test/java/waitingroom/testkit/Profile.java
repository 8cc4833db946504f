package waitingroom.testkit;

import java.time.Clock;
import java.util.function.Supplier;

/** Settings and clock of a node that several test classes share, see {@link OnNode}. */
public enum Profile {
  /** The settings as shipped. Time stands still until a test moves it. */
  PLAIN(() -> "", TestClock::new),

  /** The same, and rooms sweep at most every 1001 ms of the clock. */
  EXPIRY(() -> "waiting-room.rooms.position-expiry-check-interval = 1001ms", TestClock::new),

  /** The same, and rooms sweep at every check. */
  SWEEPING(() -> "waiting-room.rooms.position-expiry-check-interval = 0s", TestClock::new),

  /** Real time, for tests with browsers, streams and projections, none of which waits long. */
  QUICK(
      () ->
          """
      waiting-room {
        rooms.position-expiry-check-interval = 0s
        stream.every = 100ms
        projections.idle-after = 1s
        pages { sample-shop = on, target = "/health/live" }
        authorizer.return-hosts = ["back.example"]
      }
      """,
      Clock::systemUTC),

  /** The settings as shipped and real time, with a control panel that needs no TLS. */
  PANEL(() -> "waiting-room.admin.session.secure-cookie = off", Clock::systemUTC),

  /** The OpenID provider, at a time that stands still until a test moves it. */
  OPENID(OpenIdShop::settings, TestClock::new);

  private final Supplier<String> settings;
  private final Supplier<Clock> clock;

  Profile(Supplier<String> settings, Supplier<Clock> clock) {
    this.settings = settings;
    this.clock = clock;
  }

  String settings() {
    return settings.get();
  }

  Clock newClock() {
    return clock.get();
  }
}
