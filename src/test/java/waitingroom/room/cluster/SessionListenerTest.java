package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import waitingroom.room.Bitmaps;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.Sessions;
import waitingroom.testkit.NodeSerialization;

/** A listener and a room of which only the sessions are real. */
class SessionListenerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final RoomId ROOM = new RoomId("Sample");
  private static final long EPOCH = 3;

  private static final ActorTestKit KIT =
      ActorTestKit.create("SessionListenerTest", NodeSerialization.CONFIG);
  private static final NodeSerialization SERIALIZATION = new NodeSerialization(KIT.system());

  private final Sessions sessions = new Sessions();
  private final SessionBoard board = new SessionBoard();
  private final List<RoomRequest> questions = new CopyOnWriteArrayList<>();
  private final TestProbe<Topic.Command<SessionsOver>> topic = KIT.createTestProbe();
  private final ActorRef<Object> listener =
      KIT.spawn(SessionListener.create(board, topic.getRef(), (room, request) -> answer(request)));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private void answer(RoomRequest request) {
    questions.add(request);
    RoomRequest.ListOver list = (RoomRequest.ListOver) request;
    RoomReply reply =
        new RoomReply(
            sessions.closedPage(EPOCH, list.from()),
            new RoomStatus(ROOM, 1, Phase.OPEN, EPOCH, RoomSettings.DEFAULT, 1, Counters.ZERO));
    list.replyTo().tell(SERIALIZATION.copy(RoomReply.class, reply));
  }

  private void tellTotal() {
    SessionsOver repeated =
        new SessionsOver(
            ROOM,
            EPOCH,
            Bitmaps.toBytes(new org.roaringbitmap.longlong.Roaring64Bitmap()),
            sessions.closed().getLongCardinality());
    listener.tell(SERIALIZATION.copy(SessionsOver.class, repeated));
  }

  private void learns(long position, boolean over) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> board.over(ROOM, EPOCH, position).equals(Optional.of(over)));
  }

  @Test
  void a_node_that_starts_asks_for_all_pages_once() {
    List<Long> ended = new ArrayList<>();
    for (long page = 0; page < 5; page++) {
      for (long position = 1; position < 1000; position += 7) {
        ended.add(page * RoomAnswer.OverPage.SPAN + position);
      }
    }
    ended.forEach(sessions::end);
    tellTotal();
    learns(1, true);
    assertThat(ended).allMatch(position -> board.over(ROOM, EPOCH, position).orElseThrow());
    assertThat(board.over(ROOM, EPOCH, 2)).contains(false);
    tellTotal();
    learns(2, false);
    assertThat(questions).hasSize(5);
  }

  @Test
  void a_room_without_ended_sessions_is_not_asked() {
    tellTotal();
    learns(1, false);
    assertThat(questions).isEmpty();
  }

  @Test
  void the_last_page_ends_with_the_last_position_that_is_over() {
    sessions.end(RoomAnswer.OverPage.SPAN - 1);
    assertThat(sessions.closedPage(EPOCH, 0).next()).isEqualTo(RoomAnswer.OverPage.END);
    sessions.end(RoomAnswer.OverPage.SPAN);
    assertThat(sessions.closedPage(EPOCH, 0).next()).isEqualTo(RoomAnswer.OverPage.SPAN);
  }

  @Test
  void the_worst_page_fits_a_message() {
    for (long position = 0; position < RoomAnswer.OverPage.SPAN; position += 2) {
      sessions.end(position);
    }
    assertThat(sessions.closedPage(EPOCH, 0).positions()).hasSizeLessThan(80_000);
  }
}
