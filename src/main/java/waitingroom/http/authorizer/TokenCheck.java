package waitingroom.http.authorizer;

import akka.http.javadsl.model.HttpResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.Authorizer;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.Standing;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Bad;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.authorizer.check.Verdict.Reason;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Problems;
import waitingroom.room.RoomId;

/** Judges the tokens of a request, and its session if that must be live; counts the verdicts. */
public final class TokenCheck {
  private static final HttpResponse NO_ROOM_OF_THAT_NAME =
      Problems.of(400, "The name of the room is malformed: fix the proxy's configuration");
  private static final HttpResponse NO_ROOM =
      Problems.of(400, "Name the room whose tokens open: add ?event_id=... in the proxy");
  private static final HttpResponse SESSIONS_UNKNOWN =
      Problems.unavailable("This node has not loaded the ended sessions yet: try again");

  private final Authorizer authorizer;
  private final Optional<String> roomHeader;
  private final boolean anyRoom;
  private final boolean requireLiveSession;
  private final Function<AccessToken, Standing> standings;
  private final Verdicts verdicts;

  /**
   * @param standings of a token's session, as this node knows it
   */
  public TokenCheck(
      Authorizer authorizer,
      AuthorizerSettings settings,
      Function<AccessToken, Standing> standings,
      MeterRegistry registry) {
    this.authorizer = authorizer;
    this.roomHeader = settings.roomHeader();
    this.anyRoom = settings.anyRoom();
    this.requireLiveSession = settings.requireLiveSession();
    this.standings = standings;
    this.verdicts = new Verdicts(registry);
  }

  /**
   * The room that the proxy names, or null where any is good. The query goes first: where the proxy
   * sets that, a client could still send the header.
   */
  @Nullable String room(Exchange exchange) {
    Optional<String> named =
        exchange.query("event_id").or(() -> roomHeader.flatMap(exchange::header));
    if (named.isPresent() && RoomId.parse(named.get()).isEmpty()) {
      throw new HttpRefusal(NO_ROOM_OF_THAT_NAME);
    }
    if (named.isEmpty() && !anyRoom) {
      throw new HttpRefusal(NO_ROOM);
    }
    return named.orElse(null);
  }

  /** Ends the request with 503 when the session must be live and this node does not know. */
  public Verdict judge(Exchange exchange, List<String> tokens, @Nullable String room) {
    Verdict verdict = authorizer.judge(tokens, room);
    if (verdict instanceof Good good && mustBeLive(exchange)) {
      verdict = whileLive(good);
    }
    verdicts.count(verdict);
    return verdict;
  }

  private Verdict whileLive(Good good) {
    return switch (standings.apply(good.token())) {
      case LIVE -> good;
      case OVER -> new Bad(Reason.SESSION_OVER);
      case UNKNOWN -> {
        verdicts.countUnknown();
        throw new HttpRefusal(SESSIONS_UNKNOWN);
      }
    };
  }

  private boolean mustBeLive(Exchange exchange) {
    return requireLiveSession
        || exchange.query("live").filter(value -> value.equals("true")).isPresent();
  }
}
