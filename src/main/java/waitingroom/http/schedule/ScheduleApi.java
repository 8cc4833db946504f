package waitingroom.http.schedule;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.MergePatch;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.schedule.Planned;
import waitingroom.schedule.Schedule;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;

/** Schedules: events of a room that begin and end by themselves. */
public final class ScheduleApi {
  private static final MergePatch<EventMembers> MEMBERS =
      new MergePatch<>(EventMembers.class, "member", EventMembers.CLEARABLE);
  private static final String ALL = "/rooms/{event_id}/schedule";
  private static final String ONE = ALL + "/{scheduled_event_id}";
  private static final int ID_BYTES = 16;

  private final WaitingRooms rooms;
  private final KnownRooms known;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public ScheduleApi(WaitingRooms rooms, KnownRooms known, Clock clock) {
    this.rooms = rooms;
    this.known = known;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", ALL, Role.VIEWER, this::list),
        modern("POST", ALL, Role.OPERATOR, this::create),
        modern("GET", "/rooms/{event_id}/schedule-preview", Role.VIEWER, this::preview),
        modern("GET", ONE, Role.VIEWER, this::get),
        modern("GET", ONE + "/details", Role.VIEWER, this::details),
        modern("PUT", ONE, Role.OPERATOR, exchange -> change(exchange, EventMembers.NONE)),
        modern("PATCH", ONE, Role.OPERATOR, exchange -> change(exchange, null)),
        modern("DELETE", ONE, Role.OPERATOR, this::delete));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    return schedule(room(exchange))
        .thenApply(
            schedule ->
                Json.answer(
                    new EventDocument.Listing(
                        schedule.planned().stream().map(EventDocument::of).toList())));
  }

  private CompletionStage<HttpResponse> get(Exchange exchange) {
    return found(exchange, planned -> Json.answer(EventDocument.of(planned)));
  }

  private CompletionStage<HttpResponse> details(Exchange exchange) {
    RoomSettings own = known.open(room(exchange)).ownSettings();
    return found(
        exchange,
        planned ->
            Json.answer(
                new EventDocument.Details(
                    EventDocument.of(planned), own.during(planned.event().overrides(), false))));
  }

  private CompletionStage<HttpResponse> found(
      Exchange exchange, Function<Planned, HttpResponse> answer) {
    return schedule(room(exchange))
        .thenApply(schedule -> answer.apply(planned(schedule, eventId(exchange))));
  }

  private CompletionStage<HttpResponse> create(Exchange exchange) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    EventMembers members = MEMBERS.read(MEMBERS.over(exchange.body(), EventMembers.NONE));
    ScheduledEvent event = event(members, HexFormat.of().formatHex(id), null);
    return plan(exchange, event, null)
        .thenApply(answer -> answer.status().isSuccess() ? created(answer) : answer);
  }

  private static HttpResponse created(HttpResponse answer) {
    return answer.withStatus(StatusCodes.CREATED);
  }

  /**
   * Changes an event.
   *
   * @param defaults of the members that are missing; null: as they are
   */
  private CompletionStage<HttpResponse> change(Exchange exchange, @Nullable EventMembers defaults) {
    return schedule(room(exchange))
        .thenCompose(
            schedule -> {
              ScheduledEvent before = planned(schedule, eventId(exchange)).event();
              EventMembers base = defaults == null ? EventMembers.of(before) : defaults;
              EventMembers members = MEMBERS.read(MEMBERS.over(exchange.body(), base));
              return plan(exchange, event(members, before.id(), before), before);
            });
  }

  private ScheduledEvent event(EventMembers members, String id, @Nullable ScheduledEvent before) {
    try {
      return members.event(id, before, clock.instant().getEpochSecond());
    } catch (IllegalArgumentException wrong) {
      throw HttpRefusal.badRequest(String.valueOf(wrong.getMessage()));
    }
  }

  private CompletionStage<HttpResponse> plan(
      Exchange exchange, ScheduledEvent event, @Nullable ScheduledEvent before) {
    RoomId room = room(exchange);
    return rooms
        .plan(room, event, null)
        .thenCompose(
            outcome ->
                outcome.fold(
                    status -> schedule(room).thenApply(all -> saved(exchange, all, event, before)),
                    reason -> Answers.now(ApiErrors.modern(reason))));
  }

  private static HttpResponse saved(
      Exchange exchange, Schedule schedule, ScheduledEvent event, @Nullable ScheduledEvent before) {
    EventDocument document = EventDocument.of(planned(schedule, event.id()));
    exchange.changed(before == null ? null : EventMembers.of(before), document.members());
    return Json.answer(document);
  }

  private CompletionStage<HttpResponse> delete(Exchange exchange) {
    RoomId room = room(exchange);
    return schedule(room)
        .thenCompose(
            schedule -> {
              ScheduledEvent event = planned(schedule, eventId(exchange)).event();
              return rooms
                  .removeEvent(room, event.id())
                  .thenApply(
                      outcome ->
                          outcome.fold(status -> removed(exchange, event), ApiErrors::modern));
            });
  }

  private static HttpResponse removed(Exchange exchange, ScheduledEvent event) {
    exchange.changed(EventMembers.of(event), null);
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
  }

  /** Previews a time, as if nobody changed anything until then. */
  private CompletionStage<HttpResponse> preview(Exchange exchange) {
    String text =
        exchange.query("time").orElse(EventMembers.text(clock.instant().getEpochSecond()));
    long second = EventMembers.seconds("time", text);
    RoomSettings own = known.open(room(exchange)).ownSettings();
    return schedule(room(exchange))
        .thenApply(schedule -> Json.answer(preview(schedule, own, second)));
  }

  private static EventDocument.Preview preview(Schedule schedule, RoomSettings own, long second) {
    Optional<Planned> event = schedule.at(second);
    Stage stage = event.map(one -> one.event().stageAt(second)).orElse(Stage.OVER);
    return new EventDocument.Preview(
        EventMembers.text(second),
        stage.isUnderWay() ? stage.text() : "idle",
        event.map(one -> one.event().id()).orElse(""),
        event.map(one -> own.during(one.event().overrides(), stage.holds())).orElse(own));
  }

  private CompletionStage<Schedule> schedule(RoomId room) {
    return rooms
        .schedule(room)
        .thenApply(
            outcome ->
                outcome.fold(
                    schedule -> schedule,
                    reason -> {
                      throw new HttpRefusal(ApiErrors.modern(reason));
                    }));
  }

  private RoomId room(Exchange exchange) {
    return known.open(KnownRooms.name(exchange)).room();
  }

  private static String eventId(Exchange exchange) {
    return exchange.pathParameter(1);
  }

  private static Planned planned(Schedule schedule, String id) {
    return schedule
        .find(id)
        .orElseThrow(() -> new HttpRefusal(ApiErrors.modern(Rejection.UNKNOWN_EVENT)));
  }
}
