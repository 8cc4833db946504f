package waitingroom.http.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import waitingroom.audit.AuditEntry;
import waitingroom.audit.AuditIds;
import waitingroom.http.route.TrailNotes;

/**
 * Calls that are too many for the trail, summed up by caller, endpoint, room and minute. What
 * changed something and what was refused have sums of their own, so that the status of a sum tells
 * which it is. Bounded and thread-safe.
 */
final class CallSums {
  /** Sums of one minute; beyond it they are written early. */
  static final int SUMS_MAX = 5_000;

  /** Unusual calls of one caller and minute that are recorded by themselves. */
  static final int SINGLE_MAX = 60;

  /** Common members of the calls in a sum; {@code eventId} null where nothing was changed. */
  private record Key(
      Instant minute,
      String principal,
      String role,
      String method,
      String path,
      @Nullable String eventId,
      boolean refused) {}

  private static final class Sum {
    private final Map<String, Long> statuses = new TreeMap<>();
    private final Map<String, Long> figures = new TreeMap<>();
    private final Instant first;
    private Instant last;
    private @Nullable String address;
    private int status;
    private long calls;

    Sum(AuditEntry call) {
      first = call.at();
      last = first;
      address = call.address();
      status = call.status();
    }

    void add(AuditEntry call, Map<String, Long> more) {
      calls++;
      last = call.at().isAfter(last) ? call.at() : last;
      status = Math.min(status, call.status());
      statuses.merge(Integer.toString(call.status()), 1L, Long::sum);
      more.forEach((name, by) -> figures.merge(name, by, TrailNotes::plus));
      if (address != null && !address.equals(call.address())) {
        address = null;
      }
    }

    /** The sum as JSON; a figure of ours never has the name of another member. */
    String text() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("calls", calls);
      members.put("first", first.toString());
      members.put("last", last.toString());
      members.put("statuses", statuses);
      members.putAll(figures);
      return TrailNotes.text(members);
    }
  }

  private final AuditIds ids;
  private final Map<Key, Sum> sums = new HashMap<>();
  private final Map<String, Integer> singles = new HashMap<>();
  private Instant singlesMinute = Instant.EPOCH;

  CallSums(AuditIds ids) {
    this.ids = ids;
  }

  /** Adds a call; sums that must be written now, because there are too many. */
  synchronized List<AuditEntry> add(AuditEntry call, Map<String, Long> figures) {
    boolean refused = call.status() >= 400;
    Key key =
        new Key(
            minute(call.at()),
            call.principal(),
            call.role(),
            call.method(),
            call.path(),
            // A refused call may name rooms that do not exist, as many as it likes.
            refused ? null : call.eventId(),
            refused);
    List<AuditEntry> early = sums.size() >= SUMS_MAX && !sums.containsKey(key) ? all() : List.of();
    sums.computeIfAbsent(key, any -> new Sum(call)).add(call, figures);
    return early;
  }

  /** Tells whether an unusual call is recorded by itself; counts it. */
  synchronized boolean single(String principal, Instant at) {
    Instant minute = minute(at);
    if (!minute.equals(singlesMinute) || singles.size() >= SUMS_MAX) {
      singles.clear();
      singlesMinute = minute;
    }
    return singles.merge(principal, 1, Integer::sum) <= SINGLE_MAX;
  }

  /** Takes the sums of minutes that are over. */
  synchronized List<AuditEntry> due(Instant now) {
    return taken(minute(now));
  }

  /** Takes all sums. */
  synchronized List<AuditEntry> all() {
    return taken(Instant.MAX);
  }

  private List<AuditEntry> taken(Instant before) {
    List<AuditEntry> taken = new ArrayList<>();
    Iterator<Map.Entry<Key, Sum>> each = sums.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Key, Sum> one = each.next();
      if (one.getKey().minute().isBefore(before)) {
        taken.add(entry(one.getKey(), one.getValue()));
        each.remove();
      }
    }
    return taken;
  }

  private AuditEntry entry(Key key, Sum sum) {
    return new AuditEntry(
        sum.last,
        ids.next(),
        key.principal(),
        key.role(),
        sum.address,
        key.method(),
        key.path(),
        key.eventId(),
        sum.status,
        null,
        sum.text());
  }

  private static Instant minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }
}
