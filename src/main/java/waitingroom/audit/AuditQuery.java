package waitingroom.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wants to see of the trail.
 *
 * @param from the first moment
 * @param before where to begin, going back; itself left out
 * @param limit entries in the answer, at least 1
 */
public record AuditQuery(
    Instant from,
    AuditPlace before,
    Optional<String> eventId,
    Optional<String> principal,
    int limit) {

  boolean wants(AuditEntry entry) {
    return eventId.map(wanted -> wanted.equals(entry.eventId())).orElse(true)
        && principal.map(wanted -> wanted.equals(entry.principal())).orElse(true);
  }
}
