package waitingroom.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps cookies for one listener, as a browser does. */
public final class TestBrowser {
  private final ApiClient client;
  private final Map<String, String> cookies = new TreeMap<>();

  public TestBrowser(ApiClient client) {
    this.client = client;
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  /** Sets or deletes a cookie, as an attacker could. */
  public void plant(String name, String value) {
    cookies.put(name, value);
  }

  /** Another browser with a copy of the cookies. */
  public TestBrowser copy(ApiClient other) {
    TestBrowser copy = new TestBrowser(other);
    copy.cookies.putAll(cookies);
    return copy;
  }

  public Answer get(String target) {
    return send("GET", target, "");
  }

  /**
   * Sends a request with its cookies, and stores those of the response.
   *
   * @param headers alternating names and values
   */
  public Answer send(String method, String target, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!body.isEmpty() && !all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    List<String> pairs = new ArrayList<>();
    cookies.forEach((name, value) -> pairs.add(name + "=" + value));
    if (!pairs.isEmpty()) {
      all.addAll(List.of("Cookie", String.join("; ", pairs)));
    }
    Answer answer = client.send(method, target, body, all.toArray(String[]::new));
    answer.headers().getOrDefault("Set-Cookie", List.of()).forEach(this::keep);
    return answer;
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (setCookie.contains("Max-Age=0")) {
      cookies.remove(pair.substring(0, equals));
    } else {
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }
}
