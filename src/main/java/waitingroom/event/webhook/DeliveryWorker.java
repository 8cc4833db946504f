package waitingroom.event.webhook;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import waitingroom.store.Unavailable;

/**
 * Runs the deliveries of its share of the subscriptions; there is one worker per share in the
 * cluster. It reads the table every few seconds, and immediately after a change. A failed delivery
 * restarts from its cursor at the next reading.
 */
final class DeliveryWorker extends AbstractBehavior<DeliveryWorker.Command> {

  sealed interface Command {}

  private enum Look implements Command {
    INSTANCE
  }

  private record Loaded(List<Subscription> all) implements Command {}

  private record LoadFailed(Throwable cause) implements Command {}

  private record Ended(Running which, @Nullable Throwable failure) implements Command {}

  private record Running(Subscription subscription, Delivery delivery, Runnable hide) {
    void stop() {
      delivery.stop();
      hide.run();
    }
  }

  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  private final int index;
  private final Delivery.Dependencies parts;
  private final Map<String, Running> running = new HashMap<>();
  private boolean readable = true;

  static Behavior<Command> create(
      int index,
      Delivery.Dependencies parts,
      ActorRef<Topic.Command<SubscriptionsChanged>> changes) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  changes.tell(
                      Topic.subscribe(
                          context.messageAdapter(
                              SubscriptionsChanged.class, changed -> Look.INSTANCE)));
                  return new DeliveryWorker(context, timers, index, parts);
                }));
  }

  private DeliveryWorker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      int index,
      Delivery.Dependencies parts) {
    super(context);
    this.index = index;
    this.parts = parts;
    timers.startTimerWithFixedDelay(Look.INSTANCE, Duration.ZERO, LOOK_EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> onLook())
        .onMessage(Loaded.class, this::onLoaded)
        .onMessage(LoadFailed.class, this::onLoadFailed)
        .onMessage(Ended.class, this::onEnded)
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  private Behavior<Command> onLook() {
    getContext()
        .pipeToSelf(
            parts.subscriptions().all(),
            (all, failure) -> all == null ? new LoadFailed(failure) : new Loaded(all));
    return this;
  }

  private Behavior<Command> onLoadFailed(LoadFailed failed) {
    if (readable) {
      readable = false;
      getContext()
          .getLog()
          .warn(
              "Cannot read the subscriptions; has cassandra/09-subscriptions.cql been applied? cause={}",
              failed.cause().toString());
    }
    return this;
  }

  private Behavior<Command> onLoaded(Loaded loaded) {
    readable = true;
    Map<String, Subscription> wanted = new HashMap<>();
    for (Subscription one : loaded.all()) {
      if (one.active() && Math.floorMod(one.id().hashCode(), parts.settings().workers()) == index) {
        wanted.put(one.id(), one);
      }
    }
    Set<String> obsolete = new HashSet<>();
    running.forEach(
        (id, one) -> {
          if (!one.subscription().equals(wanted.get(id))) {
            obsolete.add(id);
          }
        });
    obsolete.forEach(this::stop);
    wanted.values().stream().filter(one -> !running.containsKey(one.id())).forEach(this::start);
    return this;
  }

  private void start(Subscription subscription) {
    Delivery delivery = new Delivery(subscription, parts);
    Running one =
        new Running(subscription, delivery, parts.meters().show(delivery, subscription.id()));
    running.put(subscription.id(), one);
    getContext().getLog().info("Delivery started: subscription={}", subscription.id());
    getContext().pipeToSelf(delivery.run(), (done, failure) -> new Ended(one, failure));
  }

  private void stop(String id) {
    Running one = running.remove(id);
    if (one != null) {
      one.stop();
    }
  }

  private Behavior<Command> onEnded(Ended ended) {
    String id = ended.which().subscription().id();
    if (running.remove(id, ended.which())) {
      ended.which().stop();
      Throwable failure = ended.failure();
      if (failure != null && !(Unavailable.unwrapped(failure) instanceof CancellationException)) {
        getContext()
            .getLog()
            .warn(
                "Delivery failed and will restart: subscription={} cause={}",
                id,
                failure.toString());
      }
    }
    return this;
  }

  private Behavior<Command> onStopped() {
    running.values().forEach(Running::stop);
    return this;
  }
}
