package waitingroom.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that changed something, or was meant to.
 *
 * @param principal who called, by proved credentials
 * @param role of the caller
 * @param address from where; null: not known
 * @param eventId the room it was about; null: none
 * @param status of the answer: from 400 on nothing was changed, but for 5xx, after which nobody
 *     knows
 * @param before what the call changed as it was, as JSON; null: nothing, or not known
 * @param after the same as it is now
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

  /** Where it stands in the order of all. */
  AuditPlace place() {
    return new AuditPlace(at, id);
  }
}
