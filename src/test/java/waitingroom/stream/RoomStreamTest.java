package waitingroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.Attributes;
import akka.stream.javadsl.AsPublisher;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import waitingroom.room.RoomId;

/** The buffering of a stream without demand. */
class RoomStreamTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private final AtomicLong nanos = new AtomicLong();
  private final CompletableFuture<Reader> reader = new CompletableFuture<>();
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private final CompletableFuture<Subscription> connection = new CompletableFuture<>();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** Opens a stream for a client that takes one text at a time on demand. */
  private Reader open() {
    RoomStream stream = new RoomStream(new Audience(), nanos::get);
    Source.fromGraph(stream)
        .addAttributes(Attributes.apply(new RoomStream.Listening(new RoomId("room"), null)))
        .runWith(
            Sink.<ByteString>asPublisher(AsPublisher.WITHOUT_FANOUT)
                .withAttributes(Attributes.inputBuffer(1, 1)),
            KIT.system())
        .subscribe(new Client());
    return reader.orTimeout(5, TimeUnit.SECONDS).join();
  }

  private final class Audience implements RoomStream.Audience {
    @Override
    public void come(RoomId room, Visit visit) {
      reader.complete(visit.reader());
    }

    @Override
    public void leave(RoomId room, Visit visit) {
      left.complete(null);
    }
  }

  private final class Client implements Subscriber<ByteString> {
    @Override
    public void onSubscribe(Subscription subscription) {
      connection.complete(subscription);
    }

    @Override
    public void onNext(ByteString text) {
      received.add(text.utf8String());
    }

    @Override
    public void onError(Throwable failure) {
      received.add("failed");
    }

    @Override
    public void onComplete() {
      received.add("over");
    }
  }

  private String take() throws InterruptedException {
    connection.join().request(1);
    return String.valueOf(received.poll(5, TimeUnit.SECONDS));
  }

  private static ByteString text(String text) {
    return ByteString.fromString(text);
  }

  @Test
  void only_the_newest_pending_line_is_kept_but_all_events() throws Exception {
    Reader open = open();
    open.line(text("first;"));
    assertThat(take()).isEqualTo("first;");
    // One text is requested in advance.
    open.line(text("on its way;"));
    assertThat(take()).isEqualTo("on its way;");
    open.line(text("lost?"));
    open.tell(text("event;"));
    open.line(text("old;"));
    open.beat(text(":"));
    open.line(text("newest;"));
    String rest = take();
    while (!rest.contains("newest;")) {
      rest += take();
    }
    assertThat(rest).contains("event;").doesNotContain("old;");
  }

  @Test
  void a_comment_does_not_take_the_place_of_a_line() throws Exception {
    Reader open = open();
    open.beat(text(":"));
    assertThat(take()).isEqualTo(":");
    open.line(text("line;"));
    open.beat(text(":"));
    assertThat(take()).isEqualTo("line;");
  }

  @Test
  void it_ends_after_its_pending_events() throws Exception {
    Reader open = open();
    open.tell(text("closed;"));
    open.end();
    assertThat(take()).isEqualTo("closed;");
    assertThat(take()).isEqualTo("over");
    left.orTimeout(5, TimeUnit.SECONDS).join();
  }

  @Test
  void a_reader_that_takes_nothing_for_a_minute_is_cut_off() {
    Reader open = open();
    for (int i = 0; i < 5; i++) {
      open.tell(text("line " + i + ";"));
    }
    assertThat(left).isNotDone();
    nanos.set(TimeUnit.SECONDS.toNanos(61));
    open.beat(text(":"));
    left.orTimeout(5, TimeUnit.SECONDS).join();
  }

  @Test
  void a_reader_that_leaves_is_dropped() {
    open();
    connection.join().cancel();
    left.orTimeout(5, TimeUnit.SECONDS).join();
  }
}
