package waitingroom.http.alarm;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmAnswer;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.Alarms;
import waitingroom.alarm.watch.AlarmChange;
import waitingroom.alarm.watch.Monitoring;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Paging;
import waitingroom.http.route.Problems;
import waitingroom.inlet.AlarmState;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.StatusBoard;

/** Alarm definitions and alarm history. */
public final class AlarmDefinitionsApi {
  private final Alarms alarms;
  private final StatusBoard rooms;
  private final Monitoring monitoring;

  public AlarmDefinitionsApi(Alarms alarms, StatusBoard rooms, Monitoring monitoring) {
    this.alarms = alarms;
    this.rooms = rooms;
    this.monitoring = monitoring;
  }

  /** A change of an alarm's state. */
  private record Change(
      String at,
      AlarmState state,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    static Change of(AlarmChange change) {
      return new Change(
          Instant.ofEpochMilli(change.atMillis()).toString(), change.state(), change.reason());
    }
  }

  /** A page of changes. */
  private record History(
      List<Change> changes, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/alarms/{name}/definition", Role.VIEWER, this::get),
        modern("PUT", "/alarms/{name}/definition", Role.ADMIN, this::put),
        modern("DELETE", "/alarms/{name}/definition", Role.ADMIN, this::delete),
        modern("GET", "/alarms/{name}/history", Role.VIEWER, this::history));
  }

  private CompletionStage<HttpResponse> get(Exchange exchange) {
    return Answers.now(
        known(AlarmsApi.name(exchange)).stream()
            .flatMap(alarm -> Optional.ofNullable(alarm.definition()).stream())
            .findFirst()
            .map(definition -> Json.answer(DefinitionDocument.of(definition)))
            .orElseGet(() -> AlarmsApi.refused(new AlarmAnswer.Unknown())));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    AlarmName name = AlarmsApi.name(exchange);
    AlarmDefinition definition = DefinitionDocument.definition(exchange.body());
    refuseUnusable(definition);
    List<Alarm> before = known(name);
    return alarms
        .define(name, definition)
        .thenApply(
            answer -> {
              AlarmsApi.audit(exchange, before, answer);
              return answer instanceof AlarmAnswer.Done done
                  ? Json.answer(AlarmDocument.of(done.alarms().get(0)))
                      .withStatus(before.isEmpty() ? StatusCodes.CREATED : StatusCodes.OK)
                  : AlarmsApi.refused(answer);
            });
  }

  private void refuseUnusable(AlarmDefinition definition) {
    String eventId = definition.eventId();
    if (eventId != null && rooms.entry(new RoomId(eventId)) instanceof StatusBoard.Entry.Unknown) {
      throw new HttpRefusal(ApiErrors.modern(Rejection.UNKNOWN_ROOM));
    }
    if (!definition.emails().isEmpty() && !monitoring.mails()) {
      throw new HttpRefusal(
          Problems.of(
              409,
              "No mail server is configured: set waiting-room.alarms.smtp.host, or leave"
                  + " notify.emails empty"));
    }
  }

  private CompletionStage<HttpResponse> delete(Exchange exchange) {
    AlarmName name = AlarmsApi.name(exchange);
    List<Alarm> before = known(name);
    return alarms
        .undefine(name)
        .thenApply(
            answer -> {
              AlarmsApi.audit(exchange, before, answer);
              return answer instanceof AlarmAnswer.Done
                  ? HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)
                  : AlarmsApi.refused(answer);
            });
  }

  private CompletionStage<HttpResponse> history(Exchange exchange) {
    AlarmName name = AlarmsApi.name(exchange);
    int limit = Paging.limit(exchange);
    long before = exchange.query("after").map(AlarmDefinitionsApi::number).orElse(Long.MAX_VALUE);
    return monitoring
        .history()
        .before(name, before, limit)
        .thenApply(changes -> Json.answer(page(changes, limit)));
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Paging.wrongToken();
    }
    return Long.parseLong(text);
  }

  private static History page(List<AlarmChange> changes, int limit) {
    return new History(
        changes.stream().map(Change::of).toList(),
        changes.size() < limit
            ? null
            : Long.toString(changes.get(changes.size() - 1).sequenceNr()));
  }

  private List<Alarm> known(AlarmName name) {
    if (!alarms.board().complete()) {
      throw new HttpRefusal(
          Problems.unavailable("This node has not loaded the alarms yet: try again"));
    }
    return alarms.board().find(name.value()).stream().toList();
  }
}
