package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import waitingroom.access.Principal;
import waitingroom.access.signin.BrowserSession;
import waitingroom.ticket.Naming;

/** The caller of a request to the admin listener. */
public sealed interface Caller {

  /**
   * An authenticated caller.
   *
   * @param session empty when the request itself carries credentials
   */
  record Known(Principal principal, Optional<BrowserSession> session) implements Caller {

    /** Naming of visitors towards the caller: ids are credentials, not for those who look on. */
    public Naming naming() {
      return principal.role().seesRequestIds() ? Naming.IDS : Naming.NAMES;
    }
  }

  /**
   * A refused caller.
   *
   * @param reason tag of the counter
   */
  record TurnedAway(String reason, HttpResponse answer) implements Caller {}
}
