package waitingroom.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that changed something or tried to.
 *
 * @param principal authenticated caller
 * @param address of the caller; null: unknown
 * @param eventId the room concerned; null: none
 * @param status from 400 on nothing was changed, except that after a 5xx it is unknown
 * @param before previous state as JSON; null: none, or unknown
 * @param after new state as JSON; null: none, or unknown
 */
public record AuditEntry(
    Instant at,
    UUID id,
    String principal,
    String role,
    @Nullable String address,
    String method,
    String path,
    @Nullable String eventId,
    int status,
    @Nullable String before,
    @Nullable String after) {

  AuditPlace place() {
    return new AuditPlace(at, id);
  }
}
