package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens rooms and moves their lines, signed in as if with a browser. */
final class Operator {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String cookie;
  private final String token;

  /** Signs in with the access key of {@link Site#credentials()}. */
  Operator() {
    String key =
        "{\"access_key_id\": \"%s\", \"secret_access_key\": \"%s\"}"
            .formatted(credential("aws_access_key_id"), credential("aws_secret_access_key"));
    HttpResponse<String> answer = send(request("/session").POST(BodyPublishers.ofString(key)));
    if (answer.statusCode() != 201) {
      throw new IllegalStateException("Sign-in was answered with " + answer.statusCode());
    }
    this.cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    this.token = found("\"csrf_token\"\\s*:\\s*\"([^\"]+)\"", answer.body());
  }

  private static String credential(String name) {
    try {
      String profile = Files.readString(Site.credentials()).split("\\[default]", 2)[1];
      return found(name + "\\s*=\\s*(\\S+)", profile);
    } catch (IOException | ArrayIndexOutOfBoundsException unreadable) {
      throw new IllegalStateException(
          "No access key in " + Site.credentials() + ": name the file with -Dcredentials=",
          unreadable);
    }
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("Nothing matches " + pattern);
    }
    return matcher.group(1);
  }

  /** Opens a room with these settings. */
  void open(String room, String settings) {
    change("PUT", room, settings, 201);
  }

  /** Closes a room. */
  void close(String room) {
    change("DELETE", room, "", 204);
  }

  private void change(String method, String room, String body, int expected) {
    HttpResponse<String> answer =
        send(
            request("/rooms/" + room)
                .header("Cookie", cookie)
                .header("X-CSRF-Token", token)
                .method(method, BodyPublishers.ofString(body)));
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(
          method + " of room " + room + " was answered with " + answer.statusCode());
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(Site.admin() + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("No answer from " + Site.admin(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Admits that many people. */
  ChainBuilder letIn(String room, int people) {
    return exec(
        post(
            "increment_serving_counter",
            "{\"event_id\": \"" + room + "\", \"increment_by\": " + people + "}"));
  }

  /** Completes sessions; {@code #{finished}} holds their request ids. */
  ChainBuilder complete(String room) {
    return exec(
        post(
            "update_session",
            "{\"event_id\": \"" + room + "\", \"request_id\": \"#{finished}\", \"status\": 1}"));
  }

  private HttpRequestActionBuilder post(String path, String body) {
    return http(path)
        .post(Site.admin() + "/api/" + path)
        .header("Cookie", cookie)
        .header("X-CSRF-Token", token)
        .body(StringBody(body))
        .check(status().is(200));
  }

  /** Checks that no more people are inside than allowed. */
  ChainBuilder checkCap(String room, int most) {
    return exec(
        http("cap kept")
            .get(Site.admin() + "/rooms/" + room)
            .header("Cookie", cookie)
            .check(status().is(200), jsonPath("$.counters.active_tokens").ofInt().lte(most)));
  }
}
