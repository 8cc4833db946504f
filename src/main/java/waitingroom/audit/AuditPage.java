package waitingroom.audit;

import java.util.List;
import java.util.Optional;

/**
 * A page of entries, newest first.
 *
 * @param next start of the next page; empty on the last one. A page may be empty without being the
 *     last, since one reading scans a limited number of rows
 */
public record AuditPage(List<AuditEntry> entries, Optional<AuditPlace> next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
