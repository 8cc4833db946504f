package waitingroom.rehearsal;

import akka.Done;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearsal of a starting node. The JIT compiles code that runs often, so a new node bears a
 * fraction of what it bears a minute later; one that joins in the middle of a crowd has no such
 * minute. It serves imaginary visitors first, through its own sockets, actors and database.
 */
public final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /** Few: a crowd of 32 leaves the compilers too little time, and the node ends less warm. */
  private static final int PLAYERS = 4;

  private final Stage stage;
  private final RehearsalSettings settings;

  private Rehearsal(Stage stage, RehearsalSettings settings) {
    this.stage = stage;
    this.settings = settings;
  }

  /**
   * Starts it once the database has answered.
   *
   * @param database completes when it has
   * @return completes when the node may say ready as far as the rehearsal is concerned; never fails
   */
  public static CompletionStage<Done> start(
      Stage stage, RehearsalSettings settings, CompletionStage<?> database) {
    CompletionStage<Done> ready = CompletableFuture.completedStage(Done.getInstance());
    if (settings.time().isZero()) {
      return ready;
    }
    CompletionStage<Done> over =
        database
            .thenComposeAsync(
                answered -> new Rehearsal(stage, settings).play(),
                stage.system().executionContext())
            .exceptionally(
                failure -> {
                  log.warn("No rehearsal, so this node starts slowly", failure);
                  return Done.getInstance();
                });
    return settings.beforeReady() ? over : ready;
  }

  private CompletionStage<Done> play() {
    CompletableFuture<Done> over = new CompletableFuture<>();
    long since = System.nanoTime();
    stage
        .open()
        .whenComplete(
            (open, failure) -> {
              if (failure != null) {
                log.warn("No rehearsal, so this node starts slowly: {}", failure.toString());
                over.complete(Done.getInstance());
              } else if (over.isDone()) {
                open.close();
              } else {
                var unused = play(open, since).thenRun(() -> over.complete(Done.getInstance()));
              }
            });
    return over.completeOnTimeout(
        Done.getInstance(), settings.time().toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Void> play(Stage.Open open, long since) {
    LongAdder visits = new LongAdder();
    long nanos = settings.time().toNanos();
    CompletableFuture<?>[] players =
        IntStream.range(0, settings.beforeReady() ? PLAYERS : 1)
            .mapToObj(number -> player(open, visits, since + nanos))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(players)
        .whenComplete(
            (done, failure) -> {
              open.close();
              log.info(
                  "Rehearsed: visits={} millis={}",
                  visits,
                  TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
            });
  }

  private static CompletableFuture<Void> player(Stage.Open open, LongAdder visits, long until) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                new Player(open.address(), open.room().name(), visits)
                    .play(() -> System.nanoTime() - until >= 0);
              } catch (IOException e) {
                log.warn("A rehearsal ended early: {}", e.getMessage());
              } finally {
                over.complete(null);
              }
            },
            "rehearsal");
    thread.setDaemon(true);
    thread.start();
    return over;
  }
}
