package waitingroom.http;

import static waitingroom.http.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import waitingroom.access.Role;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmAnswer;
import waitingroom.alarm.AlarmName;
import waitingroom.alarm.Alarms;

/** Where other systems set the alarms that hold inlets. */
final class AlarmsApi {
  private final Alarms alarms;

  AlarmsApi(Alarms alarms) {
    this.alarms = alarms;
  }

  List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/alarms", Role.VIEWER, this::list),
        modern("PUT", "/alarms/{name}", Role.OPERATOR, this::put),
        modern("POST", "/alarms/alertmanager", Role.OPERATOR, this::alertmanager));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    if (!alarms.board().complete()) {
      throw new HttpRefusal(
          Problems.unavailable("This node has not heard yet which alarms there are: try again"));
    }
    return Answers.now(Json.answer(AlarmDocument.Listing.of(alarms.all())));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    AlarmName name =
        AlarmName.parse(exchange.pathParameter())
            .orElseThrow(() -> new HttpRefusal(Problems.of(400, AlarmName.RULE)));
    return alarms
        .set(name, AlarmDocument.state(exchange.body()))
        .thenApply(answer -> answer(answer, set -> AlarmDocument.of(set.get(0))));
  }

  private CompletionStage<HttpResponse> alertmanager(Exchange exchange) {
    return alarms
        .setAll(AlertmanagerWebhook.alarms(exchange.body()))
        .thenApply(answer -> answer(answer, AlarmDocument.Listing::of));
  }

  private static HttpResponse answer(AlarmAnswer answer, Function<List<Alarm>, Object> document) {
    return answer instanceof AlarmAnswer.Done done
        ? Json.answer(document.apply(done.alarms()))
        : Problems.of(
            409,
            "There are %d alarms, and no more can be made: set one that is there"
                .formatted(Alarms.ALARMS_MAX));
  }
}
