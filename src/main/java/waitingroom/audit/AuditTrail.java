package waitingroom.audit;

import akka.Done;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.store.Database;

/** The audit table. */
public final class AuditTrail {
  private static final int ROWS_AT_ONCE = 500;

  /** Rows scanned by one reading. */
  private static final int ROWS_MAX = 5000;

  private static final String COLUMNS =
      "day, at, id, principal, role, address, method, path, event_id, status, before, after";

  private final Database database;
  private final int keepSeconds;

  /**
   * @param keep retention
   */
  public AuditTrail(Database database, Duration keep) {
    this.database = database;
    this.keepSeconds = Math.toIntExact(keep.toSeconds());
  }

  public CompletionStage<Done> add(AuditEntry entry) {
    return database.write(
        "INSERT INTO ks.audit (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?) USING TTL ?",
        entry.place().day(),
        entry.at(),
        entry.id(),
        entry.principal(),
        entry.role(),
        entry.address(),
        entry.method(),
        entry.path(),
        entry.eventId(),
        entry.status(),
        entry.before(),
        entry.after(),
        keepSeconds);
  }

  /** Reads the newest entries before a place, day by day. */
  public CompletionStage<AuditPage> read(AuditQuery query) {
    return new Reading(query).from(query.before());
  }

  /** One reading, going back in time. */
  private final class Reading {
    private final AuditQuery query;
    private final List<AuditEntry> found = new ArrayList<>();
    private int looked;

    Reading(AuditQuery query) {
      this.query = query;
    }

    CompletionStage<AuditPage> from(AuditPlace place) {
      LocalDate day = place.day();
      if (day.isBefore(AuditPlace.before(query.from()).day())) {
        return page(Optional.empty());
      }
      return database
          .read(
              "SELECT " + COLUMNS + " FROM ks.audit WHERE day = ? AND (at, id) < (?, ?) LIMIT ?",
              day,
              place.at(),
              place.id(),
              ROWS_AT_ONCE)
          .thenCompose(rows -> take(day, rows));
    }

    private CompletionStage<AuditPage> take(LocalDate day, List<Row> rows) {
      AuditEntry last = null;
      for (Row row : rows) {
        last = entry(row);
        looked++;
        if (last.at().isBefore(query.from())) {
          return page(Optional.empty());
        }
        if (query.wants(last)) {
          found.add(last);
          if (found.size() == query.limit()) {
            return page(Optional.of(last.place()));
          }
        }
      }
      AuditPlace next =
          last != null && rows.size() == ROWS_AT_ONCE ? last.place() : endOfDay(day.minusDays(1));
      return looked < ROWS_MAX ? from(next) : page(Optional.of(next));
    }

    private AuditPlace endOfDay(LocalDate day) {
      Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return new AuditPlace(midnight.minusMillis(1), AuditPlace.HIGHEST);
    }

    private CompletionStage<AuditPage> page(Optional<AuditPlace> next) {
      return CompletableFuture.completedStage(new AuditPage(found, next));
    }
  }

  private static AuditEntry entry(Row row) {
    return new AuditEntry(
        Objects.requireNonNull(row.getInstant("at")),
        Objects.requireNonNull(row.getUuid("id")),
        text(row, "principal"),
        text(row, "role"),
        row.getString("address"),
        text(row, "method"),
        text(row, "path"),
        row.getString("event_id"),
        row.getInt("status"),
        row.getString("before"),
        row.getString("after"));
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNullElse(row.getString(column), "");
  }
}
