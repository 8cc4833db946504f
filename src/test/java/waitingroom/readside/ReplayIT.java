package waitingroom.readside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.projection.EventHandler;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.store.JournalReader.Entry;
import waitingroom.store.JournalReader.Event;
import waitingroom.store.JournalReader.Unreadable;
import waitingroom.testkit.TestCassandra;

/** Projection handlers on real tables, stopped anywhere and restarted. */
class ReplayIT {
  private static final Duration KEEP = Duration.ofDays(30);
  private static final List<String> TABLES =
      List.of(
          "epochs", "positions", "serving_history", "sessions", "tokens", "statistics_by_minute");

  private static ActorTestKit kit;
  private static CqlSession session;
  private static String keyspace;
  private static Tables tables;

  @BeforeAll
  static void start() {
    TestCassandra cassandra = TestCassandra.shared();
    keyspace = cassandra.keyspaceFor(ReplayIT.class);
    kit =
        ActorTestKit.create(
            "ReplayIT",
            ConfigFactory.parseString(
                    "akka { actor.provider = local, coordinated-shutdown.exit-jvm = off }")
                .withFallback(cassandra.akkaConfig(keyspace))
                .withFallback(ConfigFactory.load()));
    session = TestCassandra.session(cassandra.contactPoint());
    tables = new Tables(kit.system());
  }

  @AfterAll
  static void stop() {
    session.close();
    kit.shutdownTestKit();
  }

  private static List<Entry> history(long seed) {
    Random random = new Random(seed);
    List<RoomEvent> events = VisitorHistory.of(random.ints(300, 0, 10_000).boxed().toList());
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      entries.add(new Event(i + 1L, events.get(i)));
    }
    return entries;
  }

  private static Supplier<EventHandler> tokens(RoomId room) {
    return () -> new TokensHandler(kit.system(), tables, room);
  }

  private static Supplier<EventHandler> statistics(RoomId room) {
    DistributionSummary waits =
        DistributionSummary.builder("w").register(new SimpleMeterRegistry());
    StatisticsTable table = new StatisticsTable(tables, KEEP);
    return () -> new StatisticsHandler(kit.system(), room, tables, table, waits);
  }

  private static void process(EventHandler handler, List<Entry> entries) {
    if (!entries.isEmpty()) {
      handler.process(entries).toCompletableFuture().join();
    }
  }

  /** Every row of a room, without its name and TTL. */
  private static List<String> rows(String table, RoomId room) {
    List<String> rows = new ArrayList<>();
    session
        .execute(
            "SELECT * FROM " + keyspace + "." + table + " WHERE room = ? ALLOW FILTERING",
            room.value())
        .forEach(row -> rows.add(row.getFormattedContents().replace(room.value(), "room")));
    return rows.stream().sorted().toList();
  }

  @Test
  void projections_that_stop_anywhere_and_repeat_events_leave_the_same_rows() {
    RoomId whole = new RoomId("whole");
    RoomId pieces = new RoomId("pieces");
    List<Entry> all = history(42);
    process(tokens(whole).get(), all);
    process(statistics(whole).get(), all);
    inPieces(tokens(pieces), all);
    inPieces(statistics(pieces), all);
    for (String table : TABLES) {
      assertThat(rows(table, whole)).as(table).isNotEmpty();
      if (!table.equals("positions")) {
        assertThat(rows(table, pieces)).as(table).isEqualTo(rows(table, whole));
      }
    }
    assertThat(rows("statistics", pieces)).isEqualTo(rows("statistics", whole));
  }

  /** A few events, some repeated, in a fresh handler. */
  private static void inPieces(Supplier<EventHandler> handlers, List<Entry> all) {
    Random random = new Random(7);
    int done = 0;
    while (done < all.size()) {
      EventHandler handler = handlers.get();
      int from = Math.max(0, done - random.nextInt(10));
      int to = Math.min(all.size(), done + 1 + random.nextInt(40));
      int middle = from + random.nextInt(to - from);
      process(handler, all.subList(from, middle));
      process(handler, all.subList(middle, to));
      done = to;
    }
  }

  @Test
  void everything_before_an_event_that_cannot_be_read_is_saved() {
    RoomId room = new RoomId("spoilt");
    RoomId good = new RoomId("good");
    List<Entry> all = history(43);
    List<Entry> before = all.subList(0, 100);
    List<Entry> spoilt = new ArrayList<>(before);
    spoilt.add(new Unreadable(101, new IllegalStateException("it is spoilt")));
    spoilt.addAll(all.subList(101, 110));
    for (Supplier<EventHandler> handler : List.of(tokens(room), statistics(room))) {
      assertThatThrownBy(() -> process(handler.get(), spoilt))
          .rootCause()
          .hasMessageContaining("it is spoilt");
    }
    process(tokens(good).get(), before);
    process(statistics(good).get(), before);
    for (String table : TABLES) {
      assertThat(rows(table, room)).as(table).isEqualTo(rows(table, good));
    }
    assertThat(rows("statistics", room)).isEqualTo(rows("statistics", good));
  }

  @Test
  void a_slower_writer_never_replaces_rows_of_a_faster_one() {
    RoomId room = new RoomId("two-writers");
    List<Entry> all = history(44);
    EventHandler slow = statistics(room).get();
    process(slow, all.subList(0, 50));
    process(statistics(room).get(), all);
    List<List<String>> after =
        List.of(rows("statistics", room), rows("statistics_by_minute", room));
    process(slow, all.subList(50, 120));
    assertThat(List.of(rows("statistics", room), rows("statistics_by_minute", room)))
        .isEqualTo(after);
  }

  @Test
  void only_the_current_epoch_keeps_its_rows() {
    RoomId room = new RoomId("epochs");
    List<Entry> all = history(45);
    long resets =
        all.stream().filter(e -> ((Event) e).event() instanceof RoomEvent.RoomReset).count();
    assertThat(resets).isGreaterThan(1);
    process(tokens(room).get(), all);
    for (String table : List.of("positions", "serving_history", "sessions", "tokens")) {
      List<Long> epochs =
          session
              .execute(
                  "SELECT epoch FROM " + keyspace + "." + table + " WHERE room = ? ALLOW FILTERING",
                  room.value())
              .map(row -> row.getLong("epoch"))
              .all();
      assertThat(epochs).as(table).containsOnly(resets + 1);
    }
    IntStream.range(0, 2).forEach(again -> process(tokens(room).get(), all));
    assertThat(rows("tokens", room)).isNotEmpty();
  }
}
