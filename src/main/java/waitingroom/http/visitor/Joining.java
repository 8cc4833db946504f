package waitingroom.http.visitor;

import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Exchange;
import waitingroom.room.Outcome;
import waitingroom.room.Place;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.trace.Traces;

/** Gives visitors a place in line, on every page that offers it. */
public record Joining(WaitingRooms rooms, Visitors visitors, Traces traces) {

  /** A new place and its request id. */
  public record Joined(Place place, String requestId) {}

  public CompletionStage<Outcome<Joined>> join(RoomId room, Exchange exchange) {
    long since = traces.now();
    return rooms.join(room).thenApply(outcome -> named(room, outcome, since, exchange));
  }

  private Outcome<Joined> named(
      RoomId room, Outcome<Place> outcome, long since, Exchange exchange) {
    return outcome.fold(
        place -> {
          traces.joined(room, place, since, exchange::header);
          return Outcome.done(new Joined(place, visitors.requestId(room, place)));
        },
        Outcome::refused);
  }
}
