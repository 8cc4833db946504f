package waitingroom.http.admin;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import waitingroom.access.Role;
import waitingroom.access.signin.AccessKeyRegister;
import waitingroom.access.signin.AccessKeyRegister.Answer;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.route.StrictJson;

/** Access keys: listing, adding, revoking. */
public final class AccessKeysApi {
  private final AccessKeyRegister register;

  public AccessKeysApi(AccessKeyRegister register) {
    this.register = register;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/access-keys", Role.ADMIN, this::list),
        modern("POST", "/access-keys", Role.ADMIN, this::add),
        modern("DELETE", "/access-keys/{key_id}", Role.ADMIN, this::revoke));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    requireComplete();
    List<AccessKeyDocument> all = new ArrayList<>();
    register.ofFile().forEach(key -> all.add(AccessKeyDocument.of(key)));
    register.added().forEach(key -> all.add(AccessKeyDocument.of(key)));
    return Answers.now(Json.answer(Map.of("access_keys", all)));
  }

  private CompletionStage<HttpResponse> add(Exchange exchange) {
    requireComplete();
    NewAccessKey wanted = StrictJson.read(exchange.body(), NewAccessKey.class);
    try {
      return register
          .add(wanted.name(), wanted.role(), exchange.caller().principal())
          .thenApply(
              answer -> {
                if (answer instanceof Answer.Added) {
                  exchange.changed(null, Map.of("name", wanted.name(), "role", wanted.role()));
                }
                return answer(answer);
              });
    } catch (IllegalArgumentException wrongName) {
      throw HttpRefusal.badRequest(AccessKeyRegister.NAME_RULE);
    }
  }

  private CompletionStage<HttpResponse> revoke(Exchange exchange) {
    requireComplete();
    return register
        .revoke(exchange.pathParameter(), exchange.caller().principal())
        .thenApply(AccessKeysApi::answer);
  }

  private void requireComplete() {
    if (!register.complete()) {
      throw new HttpRefusal(
          Problems.unavailable("This node has not loaded the access keys yet: try again"));
    }
  }

  private static HttpResponse answer(Answer answer) {
    if (answer instanceof Answer.Added added) {
      return Json.answer(AccessKeyDocument.New.of(added.key())).withStatus(StatusCodes.CREATED);
    }
    if (answer instanceof Answer.Revoked) {
      return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeader(Answers.NO_STORE);
    }
    if (answer instanceof Answer.Unknown) {
      return Problems.of(404, "There is no valid access key with this id");
    }
    return Problems.of(409, conflict(answer));
  }

  private static String conflict(Answer answer) {
    if (answer instanceof Answer.NameTaken) {
      return "Another access key has this name: choose one that is unique in the log";
    }
    return answer instanceof Answer.TooMany
        ? "The limit of %s access keys is reached: revoke one".formatted(AccessKeyRegister.KEYS_MAX)
        : "This key is in the access keys file: remove it there";
  }
}
