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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.Sessions;
import waitingroom.store.Bitmaps;
import waitingroom.testkit.NodeSerialization;

/** A listener, and a room with real sessions only. */
class SessionListenerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final RoomId ROOM = new RoomId("Sample");
  private static final long EPOCH = 3;

  private final ActorTestKit kit = ActorTestKit.create(NodeSerialization.CONFIG);
  private final NodeSerialization serialization = new NodeSerialization(kit.system());
  private final Sessions sessions = new Sessions();
  private final SessionBoard board = new SessionBoard();
  private final List<RoomRequest> questions = new CopyOnWriteArrayList<>();
  private final TestProbe<Topic.Command<EndedSessions>> topic = kit.createTestProbe();
  private final ActorRef<Object> listener =
      kit.spawn(SessionListener.create(board, topic.getRef(), (room, request) -> answer(request)));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private void answer(RoomRequest request) {
    questions.add(request);
    RoomCommand.ListEnded list = (RoomCommand.ListEnded) request.command();
    RoomReply reply =
        new RoomReply(
            sessions.endedPage(EPOCH, list.from()),
            new RoomStatus(ROOM, 1, Phase.OPEN, EPOCH, RoomSettings.DEFAULT, 1, Counters.ZERO));
    request.replyTo().tell(serialization.copy(RoomReply.class, reply));
  }

  private void tellTotal() {
    EndedSessions repeated =
        new EndedSessions(
            ROOM,
            EPOCH,
            Bitmaps.toBytes(new org.roaringbitmap.longlong.Roaring64Bitmap()),
            sessions.ended().getLongCardinality());
    listener.tell(serialization.copy(EndedSessions.class, repeated));
  }

  private void learns(long position, boolean over) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> board.ended(ROOM, EPOCH, position).equals(Optional.of(over)));
  }

  @Test
  void a_node_that_starts_asks_for_all_pages_once() {
    List<Long> ended = new ArrayList<>();
    for (long page = 0; page < 5; page++) {
      for (long position = 1; position < 1000; position += 7) {
        ended.add(page * RoomAnswer.EndedPage.SPAN + position);
      }
    }
    ended.forEach(sessions::end);
    tellTotal();
    learns(1, true);
    assertThat(ended).allMatch(position -> board.ended(ROOM, EPOCH, position).orElseThrow());
    assertThat(board.ended(ROOM, EPOCH, 2)).contains(false);
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
    sessions.end(RoomAnswer.EndedPage.SPAN - 1);
    assertThat(sessions.endedPage(EPOCH, 0).next()).isEqualTo(RoomAnswer.EndedPage.END);
    sessions.end(RoomAnswer.EndedPage.SPAN);
    assertThat(sessions.endedPage(EPOCH, 0).next()).isEqualTo(RoomAnswer.EndedPage.SPAN);
  }

  @Test
  void the_worst_page_fits_a_message() {
    for (long position = 0; position < RoomAnswer.EndedPage.SPAN; position += 2) {
      sessions.end(position);
    }
    assertThat(sessions.endedPage(EPOCH, 0).positions()).hasSizeLessThan(80_000);
  }
}
