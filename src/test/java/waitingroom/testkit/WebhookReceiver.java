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

/** Somebody to whom events are posted: keeps every request and answers as it is told. */
public final class WebhookReceiver implements AutoCloseable {

  /**
   * What arrived.
   *
   * @param headers by name, in any case
   */
  public record Received(Map<String, String> headers, String body) {

    /** The CloudEvent. */
    public JsonNode event() {
      return Answer.parse(body);
    }

    /** Its id. */
    public String id() {
      return event().get("id").textValue();
    }

    /** Its type. */
    public String type() {
      return event().get("type").textValue();
    }
  }

  /** How it answers: a status, and headers in turn as names and values. */
  public record Reply(int status, String... headers) {
    public static final Reply OK = new Reply(204);
  }

  /** Decides what to answer; may take its time. */
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

  /** Starts one on a free loopback port. */
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

  /** Where events go. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Subscribes to a room; the members, each led by a comma, join the body. The document of it. */
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

  /** Answers like that from now on. */
  public void rule(Rule next) {
    rule = next;
  }

  /** Every request, in order. */
  public List<Received> all() {
    return copy(all);
  }

  /** Those that were answered with 2xx. */
  public List<Received> accepted() {
    return copy(accepted);
  }

  /** The types of those. */
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
