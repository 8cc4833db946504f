package waitingroom.event.webhook;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventFeed;
import waitingroom.event.EventFeed.Start;
import waitingroom.secret.MasterSecret;
import waitingroom.store.Database;

/**
 * All webhooks of the cluster, for the edges of this node. Whatever is answered is durable. Every
 * method fails with the database.
 */
public final class Webhooks {
  /** Each of them reads a journal of its own. */
  public static final int SUBSCRIPTIONS_MAX = 1000;

  private final ActorRef<Topic.Command<SubscriptionsChanged>> changes;
  private final Delivery.Dependencies parts;
  private final Replays replays;
  private final Executor blocking;

  /** Starts this node's share of the deliveries. */
  public Webhooks(
      ActorSystem<?> system,
      EventFeed feed,
      MasterSecret masterSecret,
      WebhookSettings settings,
      MeterRegistry registry,
      Clock clock) {
    Database database = new Database(system);
    this.blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    this.parts =
        new Delivery.Dependencies(
            system,
            feed,
            new Targets(new AddressRules(settings.allowed()), InetAddress::getAllByName),
            new SubscriptionStore(database, masterSecret),
            new CursorStore(database),
            new DeadLetters(database, masterSecret, settings.keepDeadLetters()),
            settings,
            new DeliveryMeters(registry),
            clock,
            new SecureRandom());
    this.replays = new Replays(parts);
    this.changes =
        system.systemActorOf(
            Topic.create(SubscriptionsChanged.class, "subscriptions-changed"),
            "subscriptions-changed-topic",
            Props.empty());
    ShardedDaemonProcess.get(system)
        .init(
            DeliveryWorker.Command.class,
            "webhooks",
            settings.workers(),
            index -> DeliveryWorker.create(index, parts, changes));
  }

  /** The time that new subscriptions carry, epoch milliseconds. */
  public long nowMillis() {
    return parts.clock().millis();
  }

  /** Every subscription, by id. */
  public CompletionStage<List<Subscription>> all() {
    return parts.subscriptions().all();
  }

  /** The subscription of that id. */
  public CompletionStage<Optional<Subscription>> find(String id) {
    return parts.subscriptions().find(id);
  }

  /** Why no webhook may go to that URL, as a sentence; empty: it may. */
  public CompletionStage<Optional<String>> objection(String url) {
    return CompletableFuture.supplyAsync(() -> parts.targets().objection(url), blocking);
  }

  /**
   * Adds one. It is told what happens from now on.
   *
   * @param fromBeginning of everything that ever happened, too
   */
  public CompletionStage<Done> add(Subscription subscription, boolean fromBeginning) {
    CompletionStage<Start> start =
        fromBeginning
            ? CompletableFuture.completedStage(Start.BEGINNING)
            : parts.feed().end(subscription.scope()).thenApply(end -> new Start(end, 1));
    return start
        .thenCompose(from -> parts.cursors().save(subscription.id(), from))
        .thenCompose(done -> save(subscription));
  }

  /** Changes one. */
  public CompletionStage<Done> save(Subscription subscription) {
    return parts.subscriptions().save(subscription).thenApply(done -> tell(subscription.id()));
  }

  /** Removes one with its dead letters; what is under way may still arrive. */
  public CompletionStage<Done> delete(String id) {
    return parts
        .subscriptions()
        .delete(id)
        .thenApply(done -> tell(id))
        .thenCompose(done -> parts.deadLetters().deleteAll(id))
        .thenCompose(done -> parts.cursors().delete(id));
  }

  private Done tell(String id) {
    changes.tell(Topic.publish(new SubscriptionsChanged(id)));
    return Done.getInstance();
  }

  /** How far it has been told. */
  public CompletionStage<Optional<Cursor>> cursor(String id) {
    return parts.cursors().find(id);
  }

  /** How many events of its journal it has not been told of. */
  public long backlog(Subscription subscription, Cursor cursor) {
    return parts.feed().backlog(subscription.scope(), cursor.start().after());
  }

  /**
   * What could not be delivered, in the order of the journal.
   *
   * @param after the last one of the page before, null: from the first
   * @param limit most of them, at least 1
   */
  public CompletionStage<List<DeadLetter>> deadLetters(
      String id, @Nullable DeadLetterKey after, int limit) {
    return parts.deadLetters().page(id, after, limit);
  }

  /** Sends dead letters again; see {@link Replays}. */
  public CompletionStage<Replays.Replayed> replay(Subscription subscription) {
    return replays.replay(subscription);
  }
}
