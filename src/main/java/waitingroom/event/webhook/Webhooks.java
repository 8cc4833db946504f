package waitingroom.event.webhook;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventFeed;
import waitingroom.event.EventFeed.Start;
import waitingroom.outbound.AddressRules;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundClient;
import waitingroom.secret.MasterSecret;
import waitingroom.store.Database;
import waitingroom.store.WriteTimes;

/** The webhooks of the cluster. A completed stage is durable; stages fail if the database does. */
public final class Webhooks {
  /** Limit, since each subscription reads its journal by itself. */
  public static final int SUBSCRIPTIONS_MAX = 1000;

  private final ActorRef<Topic.Command<SubscriptionsChanged>> changes;
  private final Delivery.Dependencies parts;
  private final Replays replays;
  private final OutboundClient http;

  /** Starts this node's share of the deliveries. */
  public Webhooks(
      ActorSystem<?> system,
      EventFeed feed,
      MasterSecret masterSecret,
      WebhookSettings settings,
      Outbound outbound,
      MeterRegistry registry,
      Clock clock) {
    Database database = new Database(system);
    WriteTimes times = new WriteTimes(database, clock);
    this.http =
        outbound.client(
            new AddressRules(settings.allowed()), WebhookClient.limits(settings.timeout()));
    this.parts =
        new Delivery.Dependencies(
            system,
            feed,
            new WebhookClient(http, settings.timeout(), clock),
            new SubscriptionStore(database, times, masterSecret),
            new CursorStore(database, times),
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

  /** Creation time for new subscriptions, epoch milliseconds. */
  public long nowMillis() {
    return parts.clock().millis();
  }

  /** All subscriptions, by id. */
  public CompletionStage<List<Subscription>> all() {
    return parts.subscriptions().all();
  }

  public CompletionStage<Optional<Subscription>> find(String id) {
    return parts.subscriptions().find(id);
  }

  /** The objection to a URL, as a sentence; empty if it is allowed. */
  public CompletionStage<Optional<String>> objection(String url) {
    return http.objection(url);
  }

  /**
   * Adds a subscription.
   *
   * @param fromBeginning also sends all past events
   */
  public CompletionStage<Done> add(Subscription subscription, boolean fromBeginning) {
    CompletionStage<Start> start =
        fromBeginning
            ? CompletableFuture.completedStage(Start.BEGINNING)
            : parts.feed().end(subscription.scope()).thenApply(end -> new Start(end, 1));
    return start
        .thenCompose(from -> parts.cursors().begin(subscription.id(), from))
        .thenCompose(done -> save(subscription));
  }

  public CompletionStage<Done> save(Subscription subscription) {
    return parts.subscriptions().save(subscription).thenApply(done -> tell(subscription.id()));
  }

  /** Removes a subscription with its dead letters; an event in progress may still arrive. */
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

  /** Delivery progress of a subscription. */
  public CompletionStage<Optional<Cursor>> cursor(String id) {
    return parts.cursors().find(id);
  }

  /** Number of journal events not yet delivered. */
  public long backlog(Subscription subscription, Cursor cursor) {
    return parts.feed().backlog(subscription.scope(), cursor.start().after());
  }

  /**
   * Dead letters in journal order.
   *
   * @param after last of the previous page; null: from the first
   * @param limit at least 1
   */
  public CompletionStage<List<DeadLetter>> deadLetters(
      String id, @Nullable DeadLetterKey after, int limit) {
    return parts.deadLetters().page(id, after, limit);
  }

  /** Resends dead letters; see {@link Replays}. */
  public CompletionStage<Replays.Replayed> replay(Subscription subscription) {
    return replays.replay(subscription);
  }
}
