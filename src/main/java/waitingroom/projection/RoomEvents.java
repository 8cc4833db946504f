package waitingroom.projection;

import akka.NotUsed;
import akka.projection.javadsl.SourceProvider;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import waitingroom.store.JournalReader;
import waitingroom.store.JournalReader.Entry;

/**
 * Source of one projection of one room. Whenever the status board shows a higher revision of the
 * room, the events up to it are read from the journal. A revision is the number of the last event,
 * so an idle room causes no queries.
 */
final class RoomEvents extends SourceProvider<Long, Entry> {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Start offset of a projection. */
  public interface Start {
    /**
     * Sequence number of the last event that is done.
     *
     * @param stored reads the offset stored by Akka Projection
     */
    CompletionStage<Long> after(Supplier<CompletionStage<Optional<Long>>> stored);
  }

  private final JournalReader journal;
  private final OffsetTime offset;
  private final Progress progress;
  private final Start start;

  RoomEvents(JournalReader journal, OffsetTime offset, Progress progress, Start start) {
    this.journal = journal;
    this.offset = offset;
    this.progress = progress;
    this.start = start;
  }

  private record Range(long from, long to) {}

  @Override
  public CompletionStage<Source<Entry, NotUsed>> source(
      Supplier<CompletionStage<Optional<Long>>> stored) {
    return offset
        .pass(progress.projection(), progress.room())
        .thenCompose(passed -> start.after(stored))
        .thenCombine(journal.deletedTo(progress.room().persistenceId()), Math::max)
        .thenApply(
            done -> {
              progress.reached(done);
              return after(done);
            });
  }

  private Source<Entry, NotUsed> after(long done) {
    return Source.repeat(NotUsed.getInstance())
        .throttle(1, LOOK)
        .statefulMapConcat(
            () -> {
              long[] read = {done};
              return tick -> news(read);
            })
        .flatMapConcat(
            range -> journal.read(progress.room().persistenceId(), range.from(), range.to()));
  }

  private List<Range> news(long[] read) {
    long revision = progress.look();
    if (revision <= read[0]) {
      return List.of();
    }
    Range range = new Range(read[0] + 1, revision);
    read[0] = revision;
    return List.of(range);
  }

  @Override
  public Long extractOffset(Entry entry) {
    return entry.sequenceNr();
  }

  @Override
  public long extractCreationTime(Entry entry) {
    return 0;
  }
}
