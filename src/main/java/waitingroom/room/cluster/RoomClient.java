package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.Bitmaps;
import waitingroom.store.Unavailable;

/** Asks rooms, and puts the statuses from their replies on this node's board. */
final class RoomClient {

  /** Creates a message with this actor as its reply address. */
  interface Request extends akka.japi.function.Function<ActorRef<RoomReply>, WaitingRoom.Command> {}

  /** Sends a request to a room, wherever it is; fails when it does not answer in time. */
  interface Ask {
    CompletionStage<RoomReply> to(RoomId room, Request request, Duration patience);
  }

  private final Ask ask;

  /** Runs the continuations of answers, which would otherwise run in the JDK's common pool. */
  private final Executor executor;

  private final Duration timeout;
  private final StatusBoard board;
  private final RoomMetrics metrics;

  RoomClient(Ask ask, Executor executor, Duration timeout, StatusBoard board, RoomMetrics metrics) {
    this.ask = ask;
    this.executor = executor;
    this.timeout = timeout;
    this.board = board;
    this.metrics = metrics;
  }

  private static Request request(RoomCommand command) {
    return replyTo -> new RoomRequest(command, replyTo);
  }

  /** Sends a command whose answer is the room's new status. */
  CompletionStage<Outcome<RoomStatus>> status(RoomId room, RoomCommand command) {
    return ask(room, timeout, request(command), reply -> counted(status(reply)));
  }

  private static Outcome<RoomStatus> status(RoomReply reply) {
    return reply.answer() instanceof RoomAnswer.Refused refused
        ? Outcome.refused(refused.reason())
        : Outcome.done(reply.status());
  }

  /** Sends a command that has one result. */
  <A extends RoomAnswer, T> CompletionStage<Outcome<T>> one(
      RoomId room, RoomCommand command, Class<A> expected, Function<A, T> result) {
    return one(room, request(command), expected, result);
  }

  private <A extends RoomAnswer, T> CompletionStage<Outcome<T>> one(
      RoomId room, Request request, Class<A> expected, Function<A, T> result) {
    return ask(
        room,
        timeout,
        request,
        reply ->
            counted(
                expected.isInstance(reply.answer())
                    ? Outcome.done(result.apply(expected.cast(reply.answer())))
                    : Outcome.refused(refusal(reply.answer()))));
  }

  /** Sends heartbeats to a room; completes with those whose session is over. */
  CompletionStage<Roaring64Bitmap> heartbeats(RoomId room, long epoch, Roaring64Bitmap positions) {
    byte[] bytes = Bitmaps.toBytes(positions);
    return one(
            room,
            (Request) replyTo -> new WaitingRoom.Heartbeat(epoch, bytes, replyTo),
            RoomAnswer.Heard.class,
            heard -> Bitmaps.fromBytes(heard.over()))
        .thenApply(outcome -> outcome.fold(over -> over, reason -> new Roaring64Bitmap()));
  }

  /**
   * Sends a batch, whose members are refused together or answered one by one; the group commit
   * counts them.
   */
  <A extends RoomAnswer, T> CompletionStage<List<Outcome<T>>> each(
      RoomId room,
      int attempt,
      int count,
      RoomCommand command,
      Class<A> expected,
      Function<A, List<Outcome<T>>> outcomes) {
    return ask(
        room,
        patience(attempt),
        request(command),
        reply ->
            expected.isInstance(reply.answer())
                ? outcomes.apply(expected.cast(reply.answer()))
                : Collections.nCopies(count, Outcome.refused(refusal(reply.answer()))));
  }

  /**
   * A message to a room that is moving may be lost, and a move is short: the first attempts time
   * out earlier.
   */
  private Duration patience(int attempt) {
    return switch (attempt) {
      case 1, 2 -> timeout.dividedBy(4);
      case 3 -> timeout.dividedBy(2);
      default -> timeout;
    };
  }

  private <T> CompletionStage<T> ask(
      RoomId room, Duration patience, Request request, Function<RoomReply, T> result) {
    return Unavailable.orAnswer(
        ask.to(room, request, patience)
            .thenApplyAsync(
                reply -> {
                  board.learn(reply.status());
                  return result.apply(reply);
                },
                executor));
  }

  private <T> Outcome<T> counted(Outcome<T> outcome) {
    metrics.count(outcome);
    return outcome;
  }

  private static Rejection refusal(RoomAnswer answer) {
    if (answer instanceof RoomAnswer.Refused refused) {
      return refused.reason();
    }
    throw new IllegalStateException("Unexpected answer of a room: " + answer);
  }
}
