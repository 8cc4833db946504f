package waitingroom.projection;

import akka.Done;
import akka.projection.javadsl.Handler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomEvent;
import waitingroom.store.JournalReader.Entry;
import waitingroom.store.JournalReader.Event;
import waitingroom.store.JournalReader.Unreadable;
import waitingroom.store.Unavailable;

/**
 * Handles the events of a room in order and saves the result after each group. If an event fails,
 * the events before it are still saved.
 */
public abstract class EventHandler extends Handler<List<Entry>> {

  /** Prepares for the events from this number on; called once, before the first of them. */
  protected abstract CompletionStage<Done> prepare(long sequenceNr);

  /** Handles an event, which may be a repeated one. */
  protected abstract CompletionStage<Done> take(long sequenceNr, RoomEvent event);

  /** Makes the handled events durable. */
  protected abstract CompletionStage<Done> save();

  private boolean prepared;

  @Override
  public CompletionStage<Done> process(List<Entry> group) {
    CompletionStage<Done> ready =
        prepared
            ? CompletableFuture.completedStage(Done.getInstance())
            : prepare(group.get(0).sequenceNr())
                .thenApply(
                    done -> {
                      prepared = true;
                      return done;
                    });
    return ready
        .thenCompose(done -> takeAll(group))
        .thenCompose(
            stopped ->
                save()
                    .thenCompose(
                        done ->
                            stopped == null
                                ? CompletableFuture.completedStage(done)
                                : CompletableFuture.failedStage(stopped)));
  }

  /** Null if all were handled. */
  private CompletionStage<@Nullable StoppedAtEvent> takeAll(List<Entry> group) {
    CompletionStage<@Nullable StoppedAtEvent> all = CompletableFuture.completedStage(null);
    for (Entry entry : group) {
      all =
          all.thenCompose(
              stopped ->
                  stopped == null ? takeOne(entry) : CompletableFuture.completedStage(stopped));
    }
    return all;
  }

  private CompletionStage<@Nullable StoppedAtEvent> takeOne(Entry entry) {
    if (entry instanceof Unreadable unreadable) {
      return CompletableFuture.completedStage(
          new StoppedAtEvent(entry.sequenceNr(), unreadable.cause()));
    }
    CompletionStage<Done> taken;
    try {
      taken = take(entry.sequenceNr(), (RoomEvent) ((Event) entry).event());
    } catch (RuntimeException failure) {
      taken = CompletableFuture.failedStage(failure);
    }
    return taken.handle(
        (done, failure) ->
            failure == null
                ? null
                : new StoppedAtEvent(entry.sequenceNr(), Unavailable.unwrapped(failure)));
  }
}
