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

/** Listens to Server-Sent Events on a separate thread and buffers them. */
public final class PushedEvents implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  /** An event; its id may be empty. */
  public record Event(String name, String id, JsonNode data) {}

  private final Stream<String> lines;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final CompletableFuture<Void> end;

  private PushedEvents(Stream<String> lines) {
    this.lines = lines;
    this.end = CompletableFuture.runAsync(this::read, task -> new Thread(task, "events").start());
  }

  /** Opens a stream, which must answer 200. */
  public static PushedEvents of(ApiClient client, String target, String... headers) {
    return new PushedEvents(client.lines(target, headers));
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

  /** Takes the next event. */
  public Event next() throws InterruptedException {
    Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("No event came in " + PATIENCE_SECONDS + " s");
    }
    return event;
  }

  /** Takes the data of the next event of that name, skipping others. */
  public JsonNode next(String name) throws InterruptedException {
    Event event = next();
    while (!event.name().equals(name)) {
      event = next();
    }
    return event.data();
  }

  /** Skips lines until one has that member. */
  public JsonNode line(String member, String value) throws InterruptedException {
    JsonNode line = next("line");
    while (!line.get(member).asText().equals(value)) {
      line = next("line");
    }
    return line;
  }

  /** Whether an event of that name is buffered. */
  public boolean has(String name) {
    return events.stream().anyMatch(event -> event.name().equals(name));
  }

  /** The number of comments received. */
  public int comments() {
    return comments.get();
  }

  /** Waits until the server has ended the stream properly. */
  public void awaitEnd() {
    assertThat(end).succeedsWithin(java.time.Duration.ofSeconds(PATIENCE_SECONDS));
  }

  @Override
  public void close() {
    lines.close();
  }
}
