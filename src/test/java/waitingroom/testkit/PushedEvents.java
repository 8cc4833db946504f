package waitingroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Listens to Server-Sent Events on a thread of its own, and keeps them until they are asked for.
 */
public final class PushedEvents implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  /** One event; the id is empty when it has none. */
  public record Event(String name, String id, JsonNode data) {}

  private final Stream<String> lines;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final CompletableFuture<Void> end;

  private PushedEvents(Stream<String> lines) {
    this.lines = lines;
    this.end = CompletableFuture.runAsync(this::read, task -> new Thread(task, "events").start());
  }

  /** Opens a stream that must be answered with 200. */
  public static PushedEvents of(ApiClient client, String target) {
    return new PushedEvents(client.lines(target));
  }

  private void read() {
    String name = "";
    String id = "";
    for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
      String line = all.next();
      if (line.startsWith(":")) {
        comments.incrementAndGet();
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
        id = "";
      } else if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("data: ")) {
        events.add(new Event(name, id, Answer.parse(line.substring("data: ".length()))));
      }
    }
  }

  /** The next event, whatever it is. */
  public Event next() throws InterruptedException {
    Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("No event came in " + PATIENCE_SECONDS + " s");
    }
    return event;
  }

  /** The data of the next event of that name; others before it are left out. */
  public JsonNode next(String name) throws InterruptedException {
    Event event = next();
    while (!event.name().equals(name)) {
      event = next();
    }
    return event.data();
  }

  /** Leaves out lines until one has that member. */
  public JsonNode line(String member, String value) throws InterruptedException {
    JsonNode line = next("line");
    while (!line.get(member).asText().equals(value)) {
      line = next("line");
    }
    return line;
  }

  /** Whether an event of that name has come and was not asked for yet. */
  public boolean has(String name) {
    return events.stream().anyMatch(event -> event.name().equals(name));
  }

  /** How many comments have come. */
  public int comments() {
    return comments.get();
  }

  /** Waits until the server has ended the stream, in order. */
  public void awaitEnd() {
    assertThat(end).succeedsWithin(java.time.Duration.ofSeconds(PATIENCE_SECONDS));
  }

  @Override
  public void close() {
    lines.close();
  }
}
