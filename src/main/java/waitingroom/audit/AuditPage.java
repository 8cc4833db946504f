package waitingroom.audit;

import java.util.List;
import java.util.Optional;

/**
 * Some entries, the newest first.
 *
 * @param next where to go on; empty: there are no more. There may be more even when there are none
 *     here, for one reading looks at so many entries and no more
 */
public record AuditPage(List<AuditEntry> entries, Optional<AuditPlace> next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
