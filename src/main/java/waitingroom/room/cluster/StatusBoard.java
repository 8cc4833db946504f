package waitingroom.room.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Phase;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;

/**
 * What this node knows of all rooms without asking them. It may lag a tenth of a second behind,
 * which only ever delays people: letting someone in always asks the room. Safe for many threads.
 */
public final class StatusBoard {

  /** What the board can say of a name. */
  public sealed interface Entry {

    /** A room, open or closed. */
    record Known(RoomStatus status) implements Entry {}

    /** A room that has not reported yet, or a node that has not heard which rooms there are. */
    record Starting() implements Entry {}

    /** There is no such room. */
    record Unknown() implements Entry {}
  }

  private static final Entry STARTING = new Entry.Starting();
  private static final Entry UNKNOWN = new Entry.Unknown();

  /** By name: that of a room which is here was checked when the room was made. */
  private final ConcurrentMap<String, Entry.Known> known = new ConcurrentHashMap<>();

  private volatile @Nullable Set<RoomId> directory;
  private final CompletableFuture<StatusBoard> heard = new CompletableFuture<>();

  /** What the board can say of a text that may be no name at all. */
  public Entry entry(String name) {
    Entry.Known entry = known.get(name);
    return entry == null ? RoomId.parse(name).map(this::unreported).orElse(UNKNOWN) : entry;
  }

  public Entry entry(RoomId room) {
    Entry.Known entry = known.get(room.value());
    return entry == null ? unreported(room) : entry;
  }

  private Entry unreported(RoomId room) {
    Set<RoomId> rooms = directory;
    return rooms == null || rooms.contains(room) ? STARTING : UNKNOWN;
  }

  /** Every room that has reported, in no order. */
  public Collection<RoomStatus> all() {
    return known.values().stream().map(Entry.Known::status).toList();
  }

  /** Every room that this node has heard of, whether or not it has reported, in no order. */
  public Set<RoomId> names() {
    Set<RoomId> names = new HashSet<>();
    known.values().forEach(entry -> names.add(entry.status().room()));
    Set<RoomId> listed = directory;
    if (listed != null) {
      names.addAll(listed);
    }
    return names;
  }

  /** Whether the node knows which rooms there are. */
  public boolean ready() {
    return heard.isDone();
  }

  /** This board, once the node knows which rooms there are. */
  CompletionStage<StatusBoard> heard() {
    return heard.minimalCompletionStage();
  }

  /** Takes in a room's status unless a newer one is here already. */
  void learn(RoomStatus status) {
    if (status.phase() == Phase.NEVER_OPENED) {
      return;
    }
    Entry.Known news = new Entry.Known(status);
    known.merge(
        status.room().value(),
        news,
        (old, fresh) -> fresh.status().revision() > old.status().revision() ? fresh : old);
  }

  /** Takes in all names. They are only ever added, so what was heard in between stays. */
  synchronized void learnDirectory(Set<RoomId> rooms) {
    Set<RoomId> old = directory;
    Set<RoomId> all = ConcurrentHashMap.newKeySet();
    all.addAll(rooms);
    if (old != null) {
      all.addAll(old);
    }
    directory = all;
    heard.complete(this);
  }

  /** Takes in one more name; without the others it says nothing of a name that is not known. */
  synchronized void learnName(RoomId room) {
    Set<RoomId> names = directory;
    if (names != null) {
      names.add(room);
    }
  }

  /** Whether the directory holds names that this node has not heard. */
  boolean lacks(int names) {
    Set<RoomId> listed = directory;
    return listed == null || listed.size() < names;
  }
}
