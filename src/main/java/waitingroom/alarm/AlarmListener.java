package waitingroom.alarm;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Maintains a node's {@link AlarmBoard}: listens to the register, and asks it for whatever the
 * board lacks; at the start until it answers.
 */
final class AlarmListener {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private enum AskAgain {
    INSTANCE
  }

  private AlarmListener() {}

  /**
   * @param register sends a command to the register
   */
  static Behavior<Object> create(
      AlarmBoard board,
      ActorRef<Topic.Command<AlarmNews>> topic,
      Consumer<AlarmRegister.Command> register) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  topic.tell(Topic.subscribe(context.getSelf().narrow()));
                  context.getSelf().tell(AskAgain.INSTANCE);
                  timers.startTimerWithFixedDelay(AskAgain.INSTANCE, ASK_AGAIN);
                  return listening(context, board, register, timers::cancelAll);
                }));
  }

  private static Behavior<Object> listening(
      ActorContext<Object> context,
      AlarmBoard board,
      Consumer<AlarmRegister.Command> register,
      Runnable stopAsking) {
    Runnable ask =
        () ->
            register.accept(
                new AlarmRegister.ListAfter(board.revision(), context.getSelf().narrow()));
    return Behaviors.receive(Object.class)
        .onMessage(
            AlarmNews.class,
            news -> {
              if (board.learn(news)) {
                stopAsking.run();
              } else {
                ask.run();
              }
              return Behaviors.same();
            })
        .onMessage(
            AskAgain.class,
            again -> {
              ask.run();
              return Behaviors.same();
            })
        .build();
  }
}
