package waitingroom.http.operations;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;
import waitingroom.access.Role;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.StrictJson;
import waitingroom.store.FormatRegister;
import waitingroom.store.FormatRegister.Answer;

/** The cluster's format number, which an operator raises after an upgrade. */
public final class FormatApi {
  private final FormatRegister register;

  public FormatApi(FormatRegister register) {
    this.register = register;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/format", Role.VIEWER, exchange -> Answers.now(show())),
        modern("PUT", "/format", Role.ADMIN, this::raise));
  }

  private HttpResponse show() {
    if (!register.isMember()) {
      throw new HttpRefusal(
          Problems.unavailable("This node is not a member of the cluster yet: try again"));
    }
    return Json.answer(FormatDocument.of(register));
  }

  private CompletionStage<HttpResponse> raise(Exchange exchange) {
    int wanted = StrictJson.read(exchange.body(), FormatDocument.Wanted.class).format();
    return register
        .raise(wanted)
        .thenApply(
            answer -> {
              if (!(answer instanceof Answer.Raised raised)) {
                return refused(answer);
              }
              exchange.changed(
                  new FormatDocument.Wanted(raised.from()), new FormatDocument.Wanted(wanted));
              return show();
            });
  }

  private static HttpResponse refused(Answer answer) {
    if (answer instanceof Answer.Unreadable unreadable) {
      return Problems.of(
          409,
          "The member %s reads formats up to %s: update it first"
              .formatted(unreadable.by().address(), unreadable.by().reads()));
    }
    return Problems.of(
        409, "The format is %s and never goes down".formatted(((Answer.Lower) answer).raised()));
  }
}
