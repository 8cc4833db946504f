package waitingroom.bench;

import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import waitingroom.Node;
import waitingroom.room.Counters;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Outcome;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.testkit.NodeSettings;

/** Node in this process, to measure rooms and Cassandra without HTTP. */
record LocalNode(Node node) implements AutoCloseable {
  private static final int UNDER_WAY_MAX = 8_000;

  /** Rate of answered requests, and the number that were refused or failed. */
  record Rate(double perSecond, long failures) {}

  static LocalNode start(Path folder, InetSocketAddress cassandra, String keyspace) {
    return start(folder, cassandra, keyspace, "");
  }

  /**
   * Starts a node with additional settings.
   *
   * @param settings text of a configuration file
   */
  static LocalNode start(
      Path folder, InetSocketAddress cassandra, String keyspace, String settings) {
    return new LocalNode(
        Node.start(
            ConfigFactory.parseString("akka.coordinated-shutdown.exit-jvm = off\n" + settings)
                .withFallback(NodeSettings.in(folder, cassandra, keyspace).config()),
            Clock.systemUTC()));
  }

  WaitingRooms rooms() {
    return node.rooms();
  }

  /** Opens a room and waits until it is open. */
  void open(RoomId room, RoomSettings settings) {
    node.ready().toCompletableFuture().join();
    done(rooms().configure(room, settings, new ExpectedVersion.Absent()));
  }

  /** Counters of the room as this node sees them. */
  Counters counters(RoomId room) {
    return ((StatusBoard.Entry.Known) rooms().board().entry(room)).status().counters();
  }

  /** Waits for an outcome and returns its value; a refusal is an error. */
  static <T> T done(CompletionStage<Outcome<T>> outcome) {
    return outcome
        .toCompletableFuture()
        .join()
        .fold(
            value -> value,
            reason -> {
              throw new IllegalStateException("The room refused: " + reason);
            });
  }

  /** Reads all events of a room from Cassandra. */
  List<RoomEvent> journal(RoomId room) {
    return PersistenceQuery.get(node.system())
        .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier())
        .currentEventsByPersistenceId(room.persistenceId(), 0, Long.MAX_VALUE)
        .map(envelope -> (RoomEvent) envelope.event())
        .runWith(Sink.seq(), node.system())
        .toCompletableFuture()
        .join();
  }

  /** Sends {@code count} requests as fast as they are answered. */
  static <T> Rate all(long count, LongFunction<CompletionStage<Outcome<T>>> request)
      throws InterruptedException {
    Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    LongAdder failures = new LongAdder();
    long start = System.nanoTime();
    for (long n = 0; n < count; n++) {
      underWay.acquire();
      request
          .apply(n)
          .whenComplete(
              (outcome, failure) -> {
                if (failure != null || outcome instanceof Outcome.Refused<?>) {
                  failures.increment();
                }
                underWay.release();
              });
    }
    underWay.acquire(UNDER_WAY_MAX);
    return new Rate(count / ((System.nanoTime() - start) / 1e9), failures.sum());
  }

  @Override
  public void close() {
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().join();
  }
}
