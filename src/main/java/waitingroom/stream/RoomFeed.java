package waitingroom.stream;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.AdmissionRate;
import waitingroom.room.Outcome;
import waitingroom.room.Phase;
import waitingroom.room.Place;
import waitingroom.room.RoomStatus;

/**
 * The feed of one room's listeners on one node. A change is rendered once and shared by all;
 * several within {@link StreamSettings#every} are merged. Turns are announced at once.
 *
 * <p>Times are those of {@link System#nanoTime()}. Not thread-safe.
 */
final class RoomFeed {
  /**
   * The shortest time between lines that differ only in pace, which changes every second while the
   * line moves and for minutes afterwards.
   */
  private static final long PACE_ALONE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /**
   * The time after which an unchanged line is repeated. Heartbeats are comments, which browsers
   * hide from pages, and a page considers its stream dead after a minute without an event.
   */
  private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(45);

  private final StreamSettings settings;
  private final Turns turns;

  /** Each visit knows its index: a set would cost 40 bytes more per visit. */
  private final List<Visit> visits = new ArrayList<>();

  private long epoch;
  private Line.@Nullable Content told;
  private long toldAt;
  private long heardAt;
  private @Nullable Line rendered;
  private ByteString text = ServerSentEvents.COMMENT;

  /**
   * A node's view of a room at one moment.
   *
   * @param rate of the line; null when unknown
   * @param now {@link System#nanoTime()}
   * @param wallMillis epoch milliseconds
   */
  record View(RoomStatus status, @Nullable AdmissionRate rate, long now, long wallMillis) {}

  /**
   * @param askHowLong as in {@link Turns}
   */
  RoomFeed(StreamSettings settings, Consumer<Visit> askHowLong) {
    this.settings = settings;
    this.turns = new Turns(askHowLong);
  }

  boolean isEmpty() {
    return visits.isEmpty();
  }

  /** Adds a listener. */
  void open(Visit visit, View view) {
    look(view);
    Reader reader = visit.reader();
    reader.tell(ServerSentEvents.RETRY);
    Place place = visit.place();
    if (view.status().phase() != Phase.OPEN) {
      end(reader, ServerSentEvents.CLOSED);
      return;
    }
    if (place != null && place.epoch() != epoch) {
      end(reader, ServerSentEvents.UNKNOWN);
      return;
    }
    visit.index = visits.size();
    visits.add(visit);
    if (place != null) {
      reader.tell(ServerSentEvents.place(place, view.wallMillis()));
    }
    reader.line(text(Line.of(view.status(), view.rate())));
    if (place != null) {
      turns.add(visit);
      turns.look(view.status(), view.now());
    }
  }

  /** Removes a listener. */
  void close(Visit visit) {
    if (visit.index < visits.size() && visits.get(visit.index) == visit) {
      Visit last = visits.remove(visits.size() - 1);
      if (last != visit) {
        visits.set(visit.index, last);
        last.index = visit.index;
      }
    }
    turns.remove(visit);
  }

  /** Announces changes. */
  void look(View view) {
    RoomStatus status = view.status();
    if (status.phase() != Phase.OPEN) {
      endAll(ServerSentEvents.CLOSED);
      return;
    }
    if (status.epoch() != epoch) {
      epoch = status.epoch();
      turns.removeAll().forEach(visit -> leave(visit, ServerSentEvents.UNKNOWN));
    }
    turns.look(status, view.now());
    Line line = Line.of(status, view.rate());
    if (isDue(line.content(), view.now())) {
      told = line.content();
      toldAt = view.now();
      heardAt = view.now();
      ByteString shared = text(line);
      visits.forEach(visit -> visit.reader().line(shared));
    } else if (view.now() - heardAt >= settings.heartbeat().toNanos()) {
      heardAt = view.now();
      visits.forEach(visit -> visit.reader().beat(ServerSentEvents.COMMENT));
    }
  }

  private boolean isDue(Line.Content content, long now) {
    if (told == null) {
      return true;
    }
    if (now - toldAt >= STILL_NANOS) {
      return true;
    }
    if (content.equals(told) || now - toldAt < settings.every().toNanos()) {
      return false;
    }
    return !content.differsInPaceAlone(told) || now - toldAt >= PACE_ALONE_NANOS;
  }

  private ByteString text(Line line) {
    if (!line.equals(rendered)) {
      rendered = line;
      text = line.text();
    }
    return text;
  }

  /** See {@link Turns#answered}. */
  void answered(Visit visit, Outcome<Long> outcome, long now) {
    turns.answered(visit, outcome, now);
  }

  /** See {@link Turns#failed}. */
  void failed(Visit visit, long now) {
    turns.failed(visit, now);
  }

  /** Ends all streams because the node stops: clients reconnect elsewhere. */
  void stop() {
    visits.forEach(visit -> visit.reader().end());
    visits.clear();
    turns.removeAll();
  }

  private void endAll(ByteString last) {
    List.copyOf(visits).forEach(visit -> leave(visit, last));
  }

  private void leave(Visit visit, ByteString last) {
    close(visit);
    end(visit.reader(), last);
  }

  private static void end(Reader reader, ByteString last) {
    reader.tell(last);
    reader.end();
  }
}
