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
 * Statuses of all rooms, as this node knows them. It may lag a tenth of a second behind, which can
 * only delay people: letting someone in always asks the room. Safe for many threads.
 */
public final class StatusBoard {

  /** Entry of the board for a name. */
  public sealed interface Entry {

    /** A room, open or closed. */
    record Known(RoomStatus status) implements Entry {}

    /** The room has not reported yet, or the node does not know yet which rooms exist. */
    record Starting() implements Entry {}

    /** There is no such room. */
    record Unknown() implements Entry {}
  }

  private static final Entry STARTING = new Entry.Starting();
  private static final Entry UNKNOWN = new Entry.Unknown();

  /** By text, so that a lookup needs no {@link RoomId}. */
  private final ConcurrentMap<String, Entry.Known> known = new ConcurrentHashMap<>();

  private volatile @Nullable Set<RoomId> directory;
  private final CompletableFuture<StatusBoard> heard = new CompletableFuture<>();

  /** Entry for a text that may not be a valid name. */
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

  /** Every room that has reported, in no particular order. */
  public Collection<RoomStatus> all() {
    return known.values().stream().map(Entry.Known::status).toList();
  }

  /** Names of all rooms that this node knows, reported or not, in no particular order. */
  public Set<RoomId> names() {
    Set<RoomId> names = new HashSet<>();
    known.values().forEach(entry -> names.add(entry.status().room()));
    Set<RoomId> listed = directory;
    if (listed != null) {
      names.addAll(listed);
    }
    return names;
  }

  /** True once the node knows which rooms exist. */
  public boolean ready() {
    return heard.isDone();
  }

  /** Completes with this board once the node knows which rooms exist. */
  public CompletionStage<StatusBoard> heard() {
    return heard.minimalCompletionStage();
  }

  /** Takes in a room's status unless the board has a newer one. */
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

  /** Takes in all names. Names are never removed, so those learnt in the meantime stay. */
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

  /** Takes in a new name; ignored until the full list is here. */
  synchronized void learnName(RoomId room) {
    Set<RoomId> names = directory;
    if (names != null) {
      names.add(room);
    }
  }

  /** True when the directory has more names than this node knows. */
  boolean lacks(int names) {
    Set<RoomId> listed = directory;
    return listed == null || listed.size() < names;
  }
}
