package waitingroom.room.commit;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;
import waitingroom.room.commit.BatchBuffer.Batch;
import waitingroom.room.commit.CommitDoor.Submit;
import waitingroom.store.Unavailable;

/**
 * Lets many requests of one node to one room share one write.
 *
 * <p><b>Ordering.</b> Requests are answered in the order in which they came to the line ({@link
 * BatchBuffer}). Across nodes, batches interleave.
 *
 * <p><b>Pace.</b> Idle: a request is sent at once. While a batch is under way the others gather,
 * and leave together when it comes back; the actor does not hear of each. So the batch grows with
 * the load. A write costs more than a short wait does, so a batch that was shared is followed by a
 * rest, in which more gather ({@link GroupCommitLimits#restAfter}), until there are enough.
 *
 * <p><b>Durability.</b> The room answers a batch when it is persisted, and only then are the
 * requests answered.
 *
 * <p><b>Failure.</b> A batch without an answer is sent again unchanged, under the same number and
 * after a short pause; the room recognises it. When its oldest request has waited for the deadline
 * it is given up: its requests fail as {@link Unavailable}. Whatever came of a batch, those in line
 * that have waited as long by then fail too. So nobody waits longer than the deadline, one rest and
 * one attempt, also when batches succeed slowly.
 *
 * <p><b>Limits.</b> The batch and the line are bounded; past them a request fails at once.
 */
public final class GroupCommit<Q, A> extends AbstractBehavior<GroupCommit.Command<Q, A>> {

  @SuppressWarnings("unused") // the parameters tie the messages to their actor
  sealed interface Command<Q, A> {}

  /** As many requests wait as this actor asked for. */
  record Called<Q, A>() implements Command<Q, A> {}

  private record Answered<Q, A>(long batch, List<A> answers) implements Command<Q, A> {}

  private record Failed<Q, A>(long batch, Throwable cause) implements Command<Q, A> {}

  private record SendAgain<Q, A>(long batch) implements Command<Q, A> {}

  /** The rest after a batch has ended. */
  private record Rested<Q, A>(long batch) implements Command<Q, A> {}

  /**
   * Sends a batch to a room. When sent again it has the same number and the same requests, and must
   * change nothing that the first attempt has already changed. A join is recognised by its number
   * and a claim by its position, so both get the answers of the first attempt; a session end is
   * recognised by neither, so the room is told that it is asked again and counts a session that has
   * ended as done.
   */
  public interface Send<Q, A> {
    /**
     * One answer per request, in their order.
     *
     * @param attempt from 1; past 1 the room may have carried out the batch already
     */
    CompletionStage<List<A>> send(RoomId room, long batch, int attempt, List<Q> requests);
  }

  /** The room and the kind of request, for the log. */
  record Line(RoomId room, String kind) {}

  /** Metrics per batch. */
  record Meters(DistributionSummary size, Timer latency) {}

  /**
   * Requests answered per task: completing a future runs the edge's work for that visitor, so a
   * batch is spread over the cores.
   */
  private static final int ANSWERS_PER_TASK = 64;

  /** An unreachable room fails a batch immediately: do not spin. */
  private static final Duration RESEND_PAUSE = Duration.ofMillis(100);

  private static final String TOO_LATE = "The room did not answer in time";

  private final Line line;
  private final Send<Q, A> send;
  private final Meters meters;
  private final Executor answering;
  private final GroupCommitLimits limits;
  private final BatchBuffer<Submit<Q, A>> buffer;
  private long startedNanos;
  private int attempt;

  /** Consecutive batches of one request each. */
  private int aloneInARow;

  /** Number of the batch after which it rests; 0: no rest. */
  private long restsAfter;

  /** Starts the actor of a line and returns the entrance to it. */
  static <Q, A> CommitDoor<Q, A> open(
      Function<Behavior<Command<Q, A>>, ActorRef<Command<Q, A>>> spawn,
      Line line,
      Send<Q, A> send,
      GroupCommitLimits limits,
      Meters meters) {
    BatchBuffer<Submit<Q, A>> buffer =
        new BatchBuffer<>(limits.batchSizeMax(), limits.waitingMax());
    return new CommitDoor<>(
        buffer,
        spawn.apply(
            Behaviors.setup(
                context -> new GroupCommit<>(context, line, send, limits, meters, buffer))));
  }

  private GroupCommit(
      ActorContext<Command<Q, A>> context,
      Line line,
      Send<Q, A> send,
      GroupCommitLimits limits,
      Meters meters,
      BatchBuffer<Submit<Q, A>> buffer) {
    super(context);
    this.line = line;
    this.send = send;
    this.meters = meters;
    this.answering = context.getExecutionContext();
    this.limits = limits;
    this.buffer = buffer;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Receive<Command<Q, A>> createReceive() {
    return newReceiveBuilder()
        .onMessage((Class<Called<Q, A>>) (Class<?>) Called.class, this::onCalled)
        .onMessage((Class<Answered<Q, A>>) (Class<?>) Answered.class, this::onAnswered)
        .onMessage((Class<Failed<Q, A>>) (Class<?>) Failed.class, this::onFailed)
        .onMessage((Class<SendAgain<Q, A>>) (Class<?>) SendAgain.class, this::onSendAgain)
        .onMessage((Class<Rested<Q, A>>) (Class<?>) Rested.class, this::onRested)
        .build();
  }

  private Behavior<Command<Q, A>> onCalled(Called<Q, A> called) {
    if (!sendGathered()) {
      sendNext();
    }
    return this;
  }

  private Behavior<Command<Q, A>> onAnswered(Answered<Q, A> answered) {
    Batch<Submit<Q, A>> batch = buffer.underWay(answered.batch());
    if (batch != null) {
      meters.size().record(batch.members().size());
      meters.latency().record(Duration.ofNanos(System.nanoTime() - startedNanos));
      finish();
      rest(batch);
      sendNext();
      answer(batch.members(), answered.answers());
    }
    return this;
  }

  private Behavior<Command<Q, A>> onFailed(Failed<Q, A> failed) {
    Batch<Submit<Q, A>> batch = buffer.underWay(failed.batch());
    if (batch == null) {
      return this;
    }
    if (!waitedTooLong(batch.members().get(0))) {
      getContext().getLog().warn("Batch failed, sending it again: {}", about(failed.cause()));
      getContext()
          .scheduleOnce(RESEND_PAUSE, getContext().getSelf(), new SendAgain<>(failed.batch()));
      return this;
    }
    getContext().getLog().error("Batch failed, deadline passed: {}", about(failed.cause()));
    fail(batch.members(), TOO_LATE);
    finish();
    sendNext();
    return this;
  }

  private String about(Throwable cause) {
    return "room=" + line.room() + " kind=" + line.kind() + " cause=" + cause;
  }

  private Behavior<Command<Q, A>> onSendAgain(SendAgain<Q, A> again) {
    Batch<Submit<Q, A>> batch = buffer.underWay(again.batch());
    if (batch != null) {
      send(batch);
    }
    return this;
  }

  private boolean waitedTooLong(Submit<Q, A> submit) {
    return System.nanoTime() - submit.sinceNanos() >= limits.deadline().toNanos();
  }

  private void finish() {
    buffer.finish();
    dropTooLate();
  }

  /** Fails requests in line that can no longer be answered in time. */
  private void dropTooLate() {
    List<Submit<Q, A>> tooLate = buffer.drop(this::waitedTooLong);
    if (!tooLate.isEmpty()) {
      fail(tooLate, TOO_LATE);
    }
  }

  private void rest(Batch<Submit<Q, A>> batch) {
    aloneInARow = batch.members().size() > 1 ? 0 : aloneInARow + 1;
    Duration rest = limits.restAfter(aloneInARow);
    if (!rest.isZero()) {
      restsAfter = batch.number();
      // Akka's scheduler ticks every 10 ms: too coarse for a rest.
      ActorRef<Command<Q, A>> self = getContext().getSelf();
      CompletableFuture.delayedExecutor(rest.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
          .execute(() -> self.tell(new Rested<>(batch.number())));
    }
  }

  private Behavior<Command<Q, A>> onRested(Rested<Q, A> rested) {
    if (rested.batch() == restsAfter) {
      restsAfter = 0;
      dropTooLate();
      sendNext();
    }
    return this;
  }

  /** Sends the next batch if enough requests wait, otherwise at the next call. */
  private void sendNext() {
    if (buffer.call(restsAfter == 0 ? 1 : GroupCommitLimits.ENOUGH)) {
      sendGathered();
    }
  }

  /** Sends the requests that wait; false when there are none or a batch is under way. */
  private boolean sendGathered() {
    @Nullable Batch<Submit<Q, A>> next = buffer.start();
    if (next == null) {
      return false;
    }
    startedNanos = System.nanoTime();
    attempt = 0;
    send(next);
    return true;
  }

  private void send(Batch<Submit<Q, A>> batch) {
    attempt++;
    List<Q> requests = batch.members().stream().map(Submit::request).toList();
    getContext()
        .pipeToSelf(
            sent(batch.number(), requests),
            (answers, failure) ->
                failure == null
                    ? new Answered<>(batch.number(), answers)
                    : new Failed<>(batch.number(), failure));
  }

  /** Treats an exception like a failed batch, so that it does not end this actor. */
  private CompletionStage<List<A>> sent(long batch, List<Q> requests) {
    try {
      return send.send(line.room(), batch, attempt, requests);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void answer(List<Submit<Q, A>> members, List<A> answers) {
    for (int from = 0; from < members.size(); from += ANSWERS_PER_TASK) {
      int first = from;
      int last = Math.min(from + ANSWERS_PER_TASK, members.size());
      answering.execute(
          () -> {
            for (int i = first; i < last; i++) {
              members.get(i).answer().complete(answers.get(i));
            }
          });
    }
  }

  private void fail(List<Submit<Q, A>> members, String reason) {
    Unavailable unavailable = new Unavailable(reason);
    answering.execute(() -> members.forEach(m -> m.answer().completeExceptionally(unavailable)));
  }
}
