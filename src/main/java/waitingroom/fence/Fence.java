package waitingroom.fence;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.function.BooleanSupplier;

/**
 * Keeps an actor that writes the journal from hearing anything once its node was overtaken:
 * commands, so that it decides nothing, and what the journal answers, so that it tells nobody of a
 * write that was under way. Signals still arrive: it can be stopped, with a write under way only by
 * its parent's end.
 *
 * @param <M> what the actor understands; the journal's answers are something else
 */
public final class Fence<M> extends BehaviorInterceptor<Object, M> {
  private final BooleanSupplier overtaken;

  private Fence(BooleanSupplier overtaken) {
    super(Object.class);
    this.overtaken = overtaken;
  }

  /**
   * The same behaviour, until the node is overtaken.
   *
   * @param overtaken whether another node may run this actor by now; asked at every message
   */
  public static <M> Behavior<M> around(Behavior<M> writer, BooleanSupplier overtaken) {
    return Behaviors.intercept(() -> new Fence<M>(overtaken), writer).narrow();
  }

  /** The cast is unchecked and so lets the journal's answers through, as the actor expects. */
  @Override
  @SuppressWarnings("unchecked")
  public Behavior<M> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<M> target) {
    return overtaken.getAsBoolean() ? Behaviors.same() : target.apply(context, (M) message);
  }
}
