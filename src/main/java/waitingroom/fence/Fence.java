package waitingroom.fence;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.function.BooleanSupplier;

/**
 * Withholds all messages from an actor that writes the journal once its node was overtaken:
 * commands, so that it decides nothing, and the journal's answers, so that it confirms no write
 * that was under way. Signals still arrive: it can be stopped, but during a write only by the end
 * of its parent.
 *
 * @param <M> messages of the actor, without the journal's answers
 */
public final class Fence<M> extends BehaviorInterceptor<Object, M> {
  private final BooleanSupplier overtaken;

  private Fence(BooleanSupplier overtaken) {
    super(Object.class);
    this.overtaken = overtaken;
  }

  /**
   * Fences a behaviour.
   *
   * @param overtaken true once another node may run this actor; read at every message
   */
  public static <M> Behavior<M> around(Behavior<M> writer, BooleanSupplier overtaken) {
    return Behaviors.intercept(() -> new Fence<M>(overtaken), writer).narrow();
  }

  /** The unchecked cast lets the journal's answers through, as the actor expects. */
  @Override
  @SuppressWarnings("unchecked")
  public Behavior<M> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<M> target) {
    return overtaken.getAsBoolean() ? Behaviors.same() : target.apply(context, (M) message);
  }
}
