package waitingroom.readside;

import akka.Done;
import akka.actor.typed.ActorSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.projection.EventHandler;
import waitingroom.readside.Tables.Write;
import waitingroom.room.EntryTimes;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomId;

/**
 * Fills the tables of tokens, sessions, positions and serving history for one room. Every write is
 * an upsert by key, so a repeated event changes nothing.
 */
final class TokensHandler extends EventHandler {
  private static final CompletionStage<Done> DONE =
      CompletableFuture.completedStage(Done.getInstance());

  private final Tables tables;
  private final PositionTable positions;
  private final Partitions partitions;
  private final TokenTable rows;
  private final EntryTimes times = new EntryTimes();
  private final List<Write> writes = new ArrayList<>();
  private final Map<String, Set<Long>> buckets = new TreeMap<>();
  private long epoch;
  private long latestEpoch;

  TokensHandler(ActorSystem<?> system, Tables tables, RoomId room) {
    this.tables = tables;
    this.positions = new PositionTable(tables, room);
    this.partitions = new Partitions(system, tables, room);
    this.rows = new TokenTable(room);
  }

  @Override
  protected CompletionStage<Done> prepare(long sequenceNr) {
    return positions
        .epochBefore(sequenceNr)
        .thenCombine(
            positions.latestEpoch(),
            (found, latest) -> {
              epoch = found;
              latestEpoch = latest;
              return Done.getInstance();
            });
  }

  @Override
  protected CompletionStage<Done> take(long sequenceNr, RoomEvent event) {
    if (event instanceof RoomOpened opened) {
      return startEpoch(opened.epoch(), sequenceNr);
    } else if (event instanceof RoomReset reset) {
      return startEpoch(reset.epoch(), sequenceNr);
    } else if (epoch < latestEpoch) {
      // A repeated event whose epoch, entry times included, has already been deleted.
      return DONE;
    } else if (event instanceof PositionsAssigned assigned) {
      times.assigned(assigned);
    } else if (event instanceof TokensGranted granted) {
      return grant(granted);
    } else if (event instanceof SessionsEnded ended) {
      end(ended.completed(), EndedSessions.COMPLETED);
      end(ended.abandoned(), EndedSessions.ABANDONED);
    } else if (event instanceof SessionsFellSilent silent) {
      end(silent.positions(), EndedSessions.ABANDONED);
    } else if (event instanceof ServingAdvanced moved) {
      add(TokenTable.SERVING_HISTORY, rows.moved(epoch, sequenceNr, moved));
    }
    // Other events neither start nor end a session; the expiry of a token is in its row.
    return DONE;
  }

  private CompletionStage<Done> grant(TokensGranted granted) {
    CompletionStage<Done> all = DONE;
    for (Grant grant : granted.grants()) {
      all =
          all.thenCompose(done -> positions.load(epoch, times, grant.positions()))
              .thenApply(
                  done -> {
                    add(grant);
                    return done;
                  });
    }
    return all;
  }

  private void add(Grant grant) {
    for (long position : grant.positions()) {
      long enteredAt = times.of(position);
      if (enteredAt == EntryTimes.UNKNOWN) {
        throw new IllegalStateException("position " + position + " was never assigned");
      }
      add(TokenTable.TOKENS, rows.token(epoch, grant.terms(), position, enteredAt));
    }
  }

  private void end(long[] ended, int status) {
    for (long position : ended) {
      add(TokenTable.SESSIONS, rows.ended(epoch, position, status));
    }
  }

  private void add(String kind, Write write) {
    writes.add(write);
    buckets.computeIfAbsent(kind, key -> new TreeSet<>()).add((Long) write.partition().get(2));
  }

  /** The old epoch is saved first, so that its deletion covers everything. */
  private CompletionStage<Done> startEpoch(long next, long sequenceNr) {
    return save()
        .thenCompose(done -> positions.epochBegins(next, sequenceNr))
        .thenCompose(done -> partitions.deleteBefore(next))
        .thenApply(
            done -> {
              epoch = next;
              latestEpoch = Math.max(latestEpoch, next);
              times.startEpoch();
              return done;
            });
  }

  @Override
  protected CompletionStage<Done> save() {
    List<Write> runs = positions.unsaved(epoch, times);
    for (Write run : runs) {
      add(PositionTable.KIND, run);
    }
    CompletionStage<Done> known = DONE;
    for (Map.Entry<String, Set<Long>> kind : buckets.entrySet()) {
      known = known.thenCompose(done -> partitions.remember(epoch, kind.getKey(), kind.getValue()));
    }
    return known
        .thenCompose(done -> tables.writeAll(writes))
        .thenApply(
            done -> {
              writes.clear();
              buckets.clear();
              times.saved();
              return done;
            });
  }
}
