package waitingroom.http.alarm;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import waitingroom.access.Role;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmAnswer;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.Alarms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.StrictJson;
import waitingroom.inlet.AlarmState;

/** Alarms that hold inlets, as other systems set them. */
public final class AlarmsApi {
  /** Larger messages are recorded in the audit trail without their alarms. */
  private static final int AUDITED_MAX = 100;

  private final Alarms alarms;

  public AlarmsApi(Alarms alarms) {
    this.alarms = alarms;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/alarms", Role.VIEWER, this::list),
        modern("PUT", "/alarms/{name}", Role.OPERATOR, this::put),
        modern("DELETE", "/alarms/{name}", Role.ADMIN, this::remove),
        modern("POST", "/alarms/alertmanager", Role.OPERATOR, this::alertmanager));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    if (!alarms.board().complete()) {
      throw new HttpRefusal(
          Problems.unavailable("This node has not loaded the alarms yet: try again"));
    }
    return Answers.now(Json.answer(AlarmDocument.Listing.of(alarms.all())));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    AlarmName name = name(exchange);
    List<Alarm> before = alarms.board().find(name.value()).stream().toList();
    return alarms
        .set(name, StrictJson.read(exchange.body(), AlarmDocument.Wanted.class).state())
        .thenApply(
            answer -> {
              audit(exchange, before, answer);
              return answer(answer, set -> AlarmDocument.of(set.get(0)));
            });
  }

  /** The alarm that the path names. */
  static AlarmName name(Exchange exchange) {
    return AlarmName.parse(exchange.pathParameter())
        .orElseThrow(() -> HttpRefusal.badRequest(AlarmName.RULE));
  }

  /** Records the alarms before and after for the audit trail. */
  static void audit(Exchange exchange, List<Alarm> before, AlarmAnswer answer) {
    if (answer instanceof AlarmAnswer.Done done) {
      exchange.changed(
          before.isEmpty() ? null : AlarmDocument.Listing.of(before),
          AlarmDocument.Listing.of(done.alarms().stream().filter(one -> !one.removed()).toList()));
    }
  }

  private CompletionStage<HttpResponse> remove(Exchange exchange) {
    AlarmName name = name(exchange);
    List<Alarm> before = alarms.board().find(name.value()).stream().toList();
    return alarms
        .remove(name)
        .thenApply(
            answer -> {
              audit(exchange, before, answer);
              return answer instanceof AlarmAnswer.Done
                  ? HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)
                  : refused(answer);
            });
  }

  private CompletionStage<HttpResponse> alertmanager(Exchange exchange) {
    Map<AlarmName, AlarmState> wanted = AlertmanagerWebhook.alarms(exchange.body());
    List<Alarm> before =
        wanted.keySet().stream()
            .flatMap(name -> alarms.board().find(name.value()).stream())
            .limit(AUDITED_MAX)
            .toList();
    return alarms
        .setAll(wanted)
        .thenApply(
            answer -> {
              if (wanted.size() <= AUDITED_MAX) {
                audit(exchange, before, answer);
              }
              return answer(answer, AlarmDocument.Listing::of);
            });
  }

  private static HttpResponse answer(AlarmAnswer answer, Function<List<Alarm>, Object> document) {
    return answer instanceof AlarmAnswer.Done done
        ? Json.answer(document.apply(done.alarms()))
        : refused(answer);
  }

  /** The answer to a refused change. */
  static HttpResponse refused(AlarmAnswer answer) {
    if (answer instanceof AlarmAnswer.Defined defined) {
      return Problems.of(
          409,
          "The alarm %s has a definition: DELETE it first, or set another alarm"
              .formatted(Json.quoted(defined.name().value())));
    }
    if (answer instanceof AlarmAnswer.Unknown) {
      return Problems.of(404, "There is no such alarm, or it has no definition: GET /alarms");
    }
    if (answer instanceof AlarmAnswer.BuiltIn) {
      return Problems.of(409, "This alarm is built in: PUT its definition to change it");
    }
    return Problems.of(
        409,
        "The limit of %s alarms is reached: set an existing one, or DELETE one"
            .formatted(Alarms.ALARMS_MAX));
  }
}
