package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import waitingroom.access.Principal;
import waitingroom.access.signin.BrowserSession;

/** What a request to the admin listener tells about its sender. */
public sealed interface Caller {

  /**
   * Somebody whom we know.
   *
   * @param session absent where the request itself carries the proof
   */
  record Known(Principal principal, Optional<BrowserSession> session) implements Caller {}

  /**
   * Somebody who does not get in.
   *
   * @param reason for the counter
   */
  record TurnedAway(String reason, HttpResponse answer) implements Caller {}
}
