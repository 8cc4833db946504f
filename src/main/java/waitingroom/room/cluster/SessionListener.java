package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;

/**
 * Maintains a node's {@link SessionBoard}: listens to all rooms, and asks a room for all ended
 * sessions, page by page, when an update shows that the board is incomplete. If a request or an
 * answer is lost, the next update triggers another; rooms repeat theirs every two seconds.
 */
final class SessionListener extends AbstractBehavior<Object> {
  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final SessionBoard board;
  private final BiConsumer<RoomId, RoomRequest> rooms;
  private final ActorRef<RoomReply> self;
  private final Map<RoomId, Long> askedAtNanos = new HashMap<>();

  /**
   * @param rooms sends a request to a room
   */
  static Behavior<Object> create(
      SessionBoard board,
      ActorRef<Topic.Command<EndedSessions>> topic,
      BiConsumer<RoomId, RoomRequest> rooms) {
    return Behaviors.setup(
        context -> {
          topic.tell(Topic.subscribe(context.getSelf().narrow()));
          return new SessionListener(context, board, rooms);
        });
  }

  private SessionListener(
      ActorContext<Object> context, SessionBoard board, BiConsumer<RoomId, RoomRequest> rooms) {
    super(context);
    this.board = board;
    this.rooms = rooms;
    this.self = context.getSelf().narrow();
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(EndedSessions.class, this::onNews)
        .onMessage(RoomReply.class, this::onReply)
        .build();
  }

  private Behavior<Object> onNews(EndedSessions news) {
    if (board.learn(news)) {
      askedAtNanos.remove(news.room());
    } else {
      Long asked = askedAtNanos.get(news.room());
      if (asked == null || System.nanoTime() - asked > ASK_AGAIN_NANOS) {
        ask(news.room(), 0);
      }
    }
    return this;
  }

  private Behavior<Object> onReply(RoomReply reply) {
    if (reply.answer() instanceof RoomAnswer.EndedPage page) {
      RoomId room = reply.status().room();
      EndedSessions part = new EndedSessions(room, page.epoch(), page.positions(), page.total());
      if (page.next() == RoomAnswer.EndedPage.END) {
        board.learn(part);
        askedAtNanos.remove(room);
      } else {
        board.learnPart(part);
        ask(room, page.next());
      }
    }
    return this;
  }

  private void ask(RoomId room, long from) {
    askedAtNanos.put(room, System.nanoTime());
    rooms.accept(room, new RoomRequest(new RoomCommand.ListEnded(from), self));
  }
}
