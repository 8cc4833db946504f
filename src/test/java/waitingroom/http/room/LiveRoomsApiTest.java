package waitingroom.http.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.Done;
import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.AlarmBoard;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.HeardRooms;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.stream.ActiveTokens;

/** Updates that panels receive from a starting node. */
class LiveRoomsApiTest {
  private static List<String> firstNews(StatusBoard board) {
    ActiveTokens active =
        new ActiveTokens(
            room -> CompletableFuture.completedStage(Outcome.done(0L)), System::nanoTime);
    return new LiveRoomsApi.Panel(
            board, new AlarmBoard(), active, Optional.empty(), Clock.systemUTC())
        .news(Done.getInstance()).stream().map(ByteString::utf8String).toList();
  }

  @Test
  void that_no_room_has_reported_yet_does_not_look_as_if_there_were_none() {
    assertThat(firstNews(HeardRooms.of(new RoomId("sale")))).containsExactly(":\n\n");
    assertThat(firstNews(HeardRooms.of())).singleElement().asString().contains("\"rooms\":[]");
  }

  @Test
  @SuppressWarnings("NullAway")
  void until_it_is_known_which_rooms_there_are_it_is_503_as_the_list_is() {
    Endpoint live = new LiveRoomsApi(new StatusBoard(), null, null, null, null).endpoints().get(0);
    Exchange exchange = new Exchange(HttpRequest.GET("/rooms/live"), List.of(), new byte[0]);
    HttpRefusal refusal = catchThrowableOfType(HttpRefusal.class, () -> live.serve(exchange));
    assertThat(refusal.response().status().intValue()).isEqualTo(503);
    assertThat(refusal.response().getHeader("Retry-After")).isPresent();
  }
}
