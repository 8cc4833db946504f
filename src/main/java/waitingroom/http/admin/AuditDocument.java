package waitingroom.http.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.audit.AuditEntry;
import waitingroom.audit.AuditPage;
import waitingroom.audit.AuditPlace;

/**
 * A call as the audit API shows it.
 *
 * @param at RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditDocument(
    String at,
    String principal,
    String role,
    @Nullable String address,
    String method,
    String path,
    @JsonProperty("event_id") @Nullable String eventId,
    int status,
    @JsonRawValue @Nullable String before,
    @JsonRawValue @Nullable String after) {

  /**
   * A page of them.
   *
   * @param next value of {@code after} for the next page; null: this is the last
   */
  record Page(
      List<AuditDocument> entries,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

    static Page of(AuditPage page) {
      return new Page(
          page.entries().stream().map(AuditDocument::of).toList(),
          page.next().map(AuditPlace::text).orElse(null));
    }
  }

  private static AuditDocument of(AuditEntry entry) {
    return new AuditDocument(
        entry.at().toString(),
        entry.principal(),
        entry.role(),
        entry.address(),
        entry.method(),
        entry.path(),
        entry.eventId(),
        entry.status(),
        entry.before(),
        entry.after());
  }
}
