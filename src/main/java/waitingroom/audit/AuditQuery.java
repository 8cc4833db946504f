package waitingroom.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A query of the trail.
 *
 * @param from earliest time
 * @param before place to read back from, exclusive
 * @param limit at least 1
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
