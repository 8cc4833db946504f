package waitingroom.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** A place in the trail, which is read from the newest entry back. */
public record AuditPlace(Instant at, UUID id) {
  private static final UUID LOWEST = new UUID(0, 0);

  /** Cassandra sorts by version first. */
  static final UUID HIGHEST = new UUID(-1, -1);

  /** The place before all entries of a time. */
  public static AuditPlace before(Instant at) {
    return new AuditPlace(at, LOWEST);
  }

  /** Partition key. */
  LocalDate day() {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Text form, an opaque page token for clients. */
  public String text() {
    return at.toEpochMilli() + "." + id;
  }

  /** Parses the result of {@link #text()}. */
  public static Optional<AuditPlace> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || dot > 15) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new AuditPlace(
              Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot))),
              UUID.fromString(text.substring(dot + 1))));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
