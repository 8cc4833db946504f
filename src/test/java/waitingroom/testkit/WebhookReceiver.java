package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook receiver that records every request and answers by a rule. */
public final class WebhookReceiver implements AutoCloseable {

  /**
   * A recorded request.
   *
   * @param headers by case-insensitive name
   */
  public record Received(Map<String, String> headers, String body) {

    public JsonNode event() {
      return Answer.parse(body);
    }

    /** The CloudEvent's id. */
    public String id() {
      return event().get("id").textValue();
    }

    /** The CloudEvent's type. */
    public String type() {
      return event().get("type").textValue();
    }
  }

  /** An answer: a status, and headers as alternating names and values. */
  public record Reply(int status, String... headers) {
    public static final Reply OK = new Reply(204);
  }

  /** Decides the answer; may block. */
  public interface Rule {
    Reply answer(Received received);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> all = Collections.synchronizedList(new ArrayList<>());
  private final List<Received> accepted = Collections.synchronizedList(new ArrayList<>());
  private volatile Rule rule = received -> Reply.OK;

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /** Starts a receiver on a free loopback port. */
  public static WebhookReceiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      WebhookReceiver receiver = new WebhookReceiver(server);
      server.createContext("/hook", receiver::handle);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL for events. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /**
   * Subscribes to a room, with additional members of the body, each preceded by a comma, and
   * returns the subscription's document.
   */
  public JsonNode subscribe(TestRoom room, String members) {
    Answer answer =
        room.node()
            .admin()
            .post("/subscriptions", room.body(", \"url\": \"" + url() + "\"" + members));
    if (answer.status() != 201) {
      throw new AssertionError(answer.toString());
    }
    return answer.json();
  }

  /** Sets the rule for further answers. */
  public void rule(Rule next) {
    rule = next;
  }

  /** All requests, in order. */
  public List<Received> all() {
    return copy(all);
  }

  /** The requests that were answered with 2xx. */
  public List<Received> accepted() {
    return copy(accepted);
  }

  /** The event types of the accepted requests. */
  public List<String> acceptedTypes() {
    return accepted().stream().map(Received::type).toList();
  }

  private static List<Received> copy(List<Received> list) {
    synchronized (list) {
      return List.copyOf(list);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Received received =
        new Received(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    all.add(received);
    Reply reply = rule.answer(received);
    if (reply.status() / 100 == 2) {
      accepted.add(received);
    }
    for (int i = 0; i < reply.headers().length; i += 2) {
      exchange.getResponseHeaders().set(reply.headers()[i], reply.headers()[i + 1]);
    }
    exchange.sendResponseHeaders(reply.status(), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
