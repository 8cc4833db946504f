package waitingroom.event.webhook;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Sink;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.event.Envelopes;
import waitingroom.event.EventFeed;
import waitingroom.event.EventFeed.Item;
import waitingroom.event.EventFeed.Start;
import waitingroom.event.JournalPosition;

/**
 * Delivery of events to one subscription: reads the journal from its cursor, posts one event at a
 * time, and advances the cursor past delivered events.
 *
 * <p>Order: while an event is retried, later ones wait. Durability: the cursor is saved at most
 * half a second after a delivery, so a node that dies repeats some events and loses none. Limits:
 * an event that cannot be delivered for {@code giveUpAfter} becomes a dead letter, and the next one
 * is sent. Deliveries share nothing but the database.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final int EVENTS_PER_SAVE = 500;
  private static final Duration SAVE_EVERY = Duration.ofMillis(500);

  /** Shared by all deliveries of a node. */
  record Dependencies(
      ActorSystem<?> system,
      EventFeed feed,
      WebhookClient client,
      SubscriptionStore subscriptions,
      CursorStore cursors,
      DeadLetters deadLetters,
      WebhookSettings settings,
      DeliveryMeters meters,
      Clock clock,
      RandomGenerator random) {}

  private final Subscription subscription;
  private final Dependencies parts;
  private final Retries retries;
  private final CursorStore.Writer progress;
  private final SharedKillSwitch killSwitch;
  private volatile boolean stopped;
  private volatile JournalPosition delivered = JournalPosition.BEGINNING;
  private volatile Cursor cursor = new Cursor(Start.BEGINNING, null);

  Delivery(Subscription subscription, Dependencies parts) {
    this.subscription = subscription;
    this.parts = parts;
    this.retries = new Retries(parts.settings().retryFirst(), parts.settings().retryMax());
    this.progress = parts.cursors().writer(subscription.id());
    this.killSwitch = KillSwitches.shared("delivery " + subscription.id());
  }

  /** Runs until stopped; fails if the database does or the receiver is gone. */
  CompletionStage<Done> run() {
    return progress.find().thenCompose(found -> stream(found.orElse(cursor)));
  }

  private CompletionStage<Done> stream(Cursor from) {
    cursor = from;
    delivered = from.start().after();
    return parts
        .feed()
        .from(subscription.scope(), from.start(), subscription.wanted(), subscription.naming())
        .via(killSwitch.flow())
        .mapAsync(1, this::deliver)
        .groupedWithin(EVENTS_PER_SAVE, SAVE_EVERY)
        .mapAsync(1, this::save)
        .runWith(Sink.ignore(), parts.system());
  }

  /** Stops it; an event in progress may still arrive, and will be sent again. */
  void stop() {
    stopped = true;
    killSwitch.shutdown();
  }

  /** Number of journal events still to be read. */
  double backlog() {
    return parts.feed().backlog(subscription.scope(), delivered);
  }

  private CompletionStage<Item> deliver(Item item) {
    CloudEvent event = item.event();
    if (event == null) {
      delivered = item.place();
      return CompletableFuture.completedStage(item);
    }
    long since = cursor.failing(event.getId()).map(Cursor.Failing::sinceMillis).orElse(0L);
    return attempt(item, event.getId(), Envelopes.json(event), 0, since);
  }

  /**
   * @param failures failed attempts of this run
   * @param sinceMillis time of the first failed attempt, in this run or an earlier one; 0: none
   */
  private CompletionStage<Item> attempt(
      Item item, String id, byte[] body, int failures, long sinceMillis) {
    if (stopped) {
      return CompletableFuture.failedStage(new CancellationException("The delivery was stopped"));
    }
    return parts
        .client()
        .post(subscription, id, body)
        .thenCompose(
            attempt -> {
              parts.meters().count(attempt);
              if (attempt instanceof Attempt.Failed failed) {
                return failed(item, id, body, failures + 1, sinceMillis, failed);
              }
              return attempt instanceof Attempt.Gone ? gone() : done(item, sinceMillis);
            });
  }

  private CompletionStage<Item> done(Item item, long failingSinceMillis) {
    delivered = item.place();
    return failingSinceMillis == 0
        ? CompletableFuture.completedStage(item)
        : progress.recovered(failingSinceMillis).thenApply(done -> item);
  }

  private CompletionStage<Item> gone() {
    log.info(
        "Webhook receiver answered 410 Gone; subscription disabled: subscription={}",
        subscription.id());
    return parts
        .subscriptions()
        .switchOff(subscription)
        .thenCompose(
            done ->
                CompletableFuture.failedStage(
                    new CancellationException("The receiver answered 410")));
  }

  private CompletionStage<Item> failed(
      Item item, String id, byte[] body, int failures, long sinceMillis, Attempt.Failed failed) {
    long now = parts.clock().millis();
    long since = sinceMillis == 0 ? now : sinceMillis;
    Duration left = parts.settings().giveUpAfter().minusMillis(now - since);
    if (left.isNegative() || left.isZero()) {
      return giveUp(item, id, body, failed.why(), since, now);
    }
    Duration pause = retries.pause(failures, parts.random());
    Duration asked = failed.retryAfter().compareTo(pause) > 0 ? failed.retryAfter() : pause;
    Duration wait = asked.compareTo(left) > 0 ? left : asked;
    log.debug(
        "Retrying an event: subscription={} event={} in={} cause={}",
        subscription.id(),
        id,
        wait,
        failed.why());
    return progress
        .failing(new Cursor.Failing(id, since, failed.why()))
        .thenCompose(
            done ->
                Patterns.after(
                    wait, parts.system(), () -> attempt(item, id, body, failures, since)));
  }

  private CompletionStage<Item> giveUp(
      Item item, String id, byte[] body, String why, long sinceMillis, long nowMillis) {
    log.warn(
        "Event became a dead letter; replay it when the receiver is up: subscription={} event={} cause={}",
        subscription.id(),
        id,
        why);
    parts.meters().deadLetter();
    DeadLetter letter =
        new DeadLetter(item.place(), id, new String(body, StandardCharsets.UTF_8), nowMillis, why);
    return parts
        .deadLetters()
        .add(subscription.id(), letter)
        .thenCompose(done -> done(item, sinceMillis));
  }

  private CompletionStage<Done> save(List<Item> items) {
    Item last = items.get(items.size() - 1);
    Start start = new Start(last.place(), last.neededFrom());
    if (start.equals(cursor.start())) {
      return CompletableFuture.completedStage(Done.getInstance());
    }
    cursor = new Cursor(start, cursor.failing());
    return progress.save(start);
  }
}
