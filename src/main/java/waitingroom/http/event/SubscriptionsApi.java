package waitingroom.http.event;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import waitingroom.access.Role;
import waitingroom.event.Scope;
import waitingroom.event.webhook.DeadLetter;
import waitingroom.event.webhook.DeadLetterKey;
import waitingroom.event.webhook.Replays;
import waitingroom.event.webhook.Subscription;
import waitingroom.event.webhook.WebhookSecret;
import waitingroom.event.webhook.Webhooks;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Handler;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.StrictJson;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.WaitingRooms;

/** Webhook subscriptions and their dead letters. */
public final class SubscriptionsApi {
  private static final int PAGE = 100;

  private final Webhooks webhooks;
  private final WaitingRooms rooms;

  public SubscriptionsApi(Webhooks webhooks, WaitingRooms rooms) {
    this.webhooks = webhooks;
    this.rooms = rooms;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/subscriptions", Role.VIEWER, this::list),
        modern("POST", "/subscriptions", Role.ADMIN, this::create),
        modern("GET", "/subscriptions/{id}", Role.VIEWER, of(this::show)),
        modern("PUT", "/subscriptions/{id}", Role.ADMIN, this::replace),
        modern("DELETE", "/subscriptions/{id}", Role.ADMIN, of(this::delete)),
        modern("GET", "/subscriptions/{id}/dead-letters", Role.ADMIN, this::deadLetters),
        modern("POST", "/subscriptions/{id}/replay", Role.ADMIN, of(this::replay)));
  }

  private Handler of(Function<Subscription, CompletionStage<HttpResponse>> handler) {
    return exchange -> found(exchange).thenCompose(handler);
  }

  private CompletionStage<Subscription> found(Exchange exchange) {
    return webhooks
        .find(exchange.pathParameter())
        .thenApply(
            found ->
                found.orElseThrow(
                    () ->
                        new HttpRefusal(
                            Problems.of(404, "There is no subscription with this id"))));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    Optional<String> room = exchange.query("event_id");
    return webhooks
        .all()
        .thenApply(
            all ->
                Json.answer(
                    new SubscriptionDocument.Listing(
                        all.stream()
                            .map(SubscriptionDocument::of)
                            .filter(one -> room.isEmpty() || room.get().equals(one.eventId()))
                            .toList())));
  }

  private CompletionStage<HttpResponse> create(Exchange exchange) {
    SubscriptionRequest wanted = StrictJson.read(exchange.body(), SubscriptionRequest.class);
    Scope scope = EventScopes.scope(wanted.eventId(), rooms.board());
    String id = UUID.randomUUID().toString();
    WebhookSecret secret = wanted.secret().orElseGet(WebhookSecret::random);
    return webhooks
        .objection(wanted.url())
        .thenCombine(webhooks.all(), SubscriptionsApi::refuse)
        .thenApply(ok -> subscription(id, scope, wanted, secret, webhooks.nowMillis()))
        .thenCompose(
            made ->
                webhooks
                    .add(made, wanted.fromBeginning())
                    .thenApply(
                        done ->
                            Json.answer(SubscriptionDocument.withSecret(made))
                                .withStatus(StatusCodes.CREATED)
                                .addHeader(RawHeader.create("Location", "/subscriptions/" + id))));
  }

  private static boolean refuse(Optional<String> objection, List<Subscription> all) {
    objection.ifPresent(
        text -> {
          throw HttpRefusal.badRequest(text);
        });
    if (all.size() >= Webhooks.SUBSCRIPTIONS_MAX) {
      throw new HttpRefusal(
          Problems.of(409, "The limit of subscriptions is reached: delete one first"));
    }
    return true;
  }

  private static Subscription subscription(
      String id, Scope scope, SubscriptionRequest wanted, WebhookSecret secret, long createdAt) {
    return new Subscription(
        id,
        scope,
        wanted.url(),
        wanted.types(),
        wanted.naming(),
        wanted.active(),
        secret,
        createdAt);
  }

  private CompletionStage<HttpResponse> show(Subscription subscription) {
    return webhooks
        .cursor(subscription.id())
        .thenApply(
            cursor ->
                Json.answer(
                    SubscriptionDocument.withProgress(
                        subscription,
                        cursor.orElse(null),
                        cursor.map(one -> webhooks.backlog(subscription, one)).orElse(0L))));
  }

  private CompletionStage<HttpResponse> replace(Exchange exchange) {
    SubscriptionRequest wanted = StrictJson.read(exchange.body(), SubscriptionRequest.class);
    return webhooks
        .objection(wanted.url())
        .thenCombine(
            found(exchange),
            (objection, old) -> {
              refuse(objection, List.of());
              return replaced(old, wanted);
            })
        .thenCompose(
            changed ->
                webhooks
                    .save(changed)
                    .thenApply(
                        done ->
                            Json.answer(
                                wanted.secret().isPresent()
                                    ? SubscriptionDocument.withSecret(changed)
                                    : SubscriptionDocument.of(changed))));
  }

  private static Subscription replaced(Subscription old, SubscriptionRequest wanted) {
    RoomId room = old.scope().room();
    String eventId = wanted.eventId();
    if (eventId != null && (room == null || !eventId.equals(room.value()))) {
      throw HttpRefusal.badRequest(
          "The member event_id cannot be changed: create another subscription");
    }
    return subscription(
        old.id(), old.scope(), wanted, wanted.secret().orElse(old.secret()), old.createdAtMillis());
  }

  private CompletionStage<HttpResponse> delete(Subscription subscription) {
    return webhooks
        .delete(subscription.id())
        .thenApply(done -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  private CompletionStage<HttpResponse> deadLetters(Exchange exchange) {
    DeadLetterKey after =
        exchange
            .query("after")
            .map(
                text ->
                    DeadLetterKey.parse(text)
                        .orElseThrow(
                            () ->
                                HttpRefusal.badRequest(
                                    "after must be the member next of the previous page")))
            .orElse(null);
    return found(exchange)
        .thenCompose(subscription -> webhooks.deadLetters(subscription.id(), after, PAGE))
        .thenApply(letters -> Json.answer(page(letters)));
  }

  private static SubscriptionDocument.Letters page(List<DeadLetter> letters) {
    return new SubscriptionDocument.Letters(
        letters.stream().map(SubscriptionDocument::letter).toList(),
        letters.size() < PAGE ? null : letters.get(letters.size() - 1).key().text());
  }

  private CompletionStage<HttpResponse> replay(Subscription subscription) {
    return webhooks.replay(subscription).thenApply(SubscriptionsApi::replayed);
  }

  private static HttpResponse replayed(Replays.Replayed replayed) {
    return Json.answer(replayed);
  }
}
