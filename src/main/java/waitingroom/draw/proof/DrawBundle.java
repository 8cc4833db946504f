package waitingroom.draw.proof;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import waitingroom.beacon.Chain;
import waitingroom.draw.DrawSeed;
import waitingroom.note.NoteKey;
import waitingroom.note.SignedNote;

/**
 * Everything that is published about a draw, as JSON. Members of later phases are null.
 *
 * @param announcements all that were ever signed for the event, oldest first; the last one counts
 * @param first position of the first entry
 * @param n entries
 * @param ahead people with a place before the list
 * @param late why the list was closed again; null when it was not
 * @param signature line of the signed note whose text is the {@link Statement}
 * @param key that signs, as one line of text
 * @param timestamps of the statement by RFC 3161, base64
 * @param s the operator's secret, 64 hex digits
 * @param beaconSignature the public value, hex
 * @param seed 64 hex digits
 * @param voided why the draw does not count; null when it does
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DrawBundle(
    String format,
    String room,
    long epoch,
    long number,
    Phase phase,
    String algorithm,
    String commitment,
    BeaconDescription beacon,
    List<SignedAnnouncement> announcements,
    @Nullable Long first,
    @Nullable Long n,
    @Nullable Long ahead,
    @Nullable String root,
    @Nullable String time,
    @Nullable String late,
    @Nullable Boolean extended,
    @Nullable String signature,
    String key,
    List<String> timestamps,
    @Nullable String s,
    @Nullable String beaconSignature,
    @Nullable String seed,
    @JsonProperty("void") @Nullable String voided) {
  private static final String FORMAT = "waitingroom draw bundle 1";

  /** Progress of a draw. */
  public enum Phase {
    /** Announced: the list is not closed. */
    @JsonProperty("committed")
    COMMITTED,
    /** Closed: the round is awaited. */
    @JsonProperty("frozen")
    FROZEN,
    /** Drawn. */
    @JsonProperty("revealed")
    REVEALED,
    /** Given up after it was closed. */
    @JsonProperty("void")
    VOID
  }

  public DrawBundle {
    announcements = List.copyOf(announcements);
    timestamps = List.copyOf(timestamps);
  }

  /**
   * The bundle of an announced draw.
   *
   * @param announcements signed ones, oldest first, at least one
   * @param chain of the last one's source; null unless that is drand
   * @param key that signed them
   */
  public static DrawBundle committed(
      List<SignedNote> announcements, @Nullable Chain chain, NoteKey key) {
    Announcement last = Announcement.parse(announcements.get(announcements.size() - 1).text());
    return new DrawBundle(
        FORMAT,
        last.room(),
        last.epoch(),
        last.number(),
        Phase.COMMITTED,
        last.algorithm(),
        last.commitment(),
        BeaconDescription.of(last.source(), chain),
        announcements.stream().map(SignedAnnouncement::of).toList(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        key.text(),
        List.of(),
        null,
        null,
        null,
        null);
  }

  /**
   * The bundle once the list is closed.
   *
   * @param note whose text is the statement
   * @param timestamps by RFC 3161, base64
   */
  public DrawBundle frozen(SignedNote note, List<String> timestamps) {
    Statement closed = Statement.parse(note.text());
    return new DrawBundle(
        format,
        closed.room(),
        closed.epoch(),
        closed.number(),
        Phase.FROZEN,
        closed.algorithm(),
        closed.commitment(),
        BeaconDescription.of(closed.source(), beacon.chain()),
        announcements,
        closed.first(),
        closed.n(),
        closed.ahead(),
        closed.root(),
        closed.time().toString(),
        closed.late(),
        closed.extended(),
        note.signatures().get(0),
        key,
        timestamps,
        null,
        null,
        null,
        null);
  }

  /**
   * The bundle of a drawn list; without a seed when the list is empty.
   *
   * @param secret 32 bytes
   * @param value public value: the signature of the beacon's round, checked by the caller
   */
  public DrawBundle revealed(byte[] secret, byte[] value) {
    Statement closed = statement();
    byte[] seed = closed.n() == 0 ? null : DrawSeed.of(secret, value, closed.list());
    BeaconDescription checked =
        beacon.kind() == Source.Kind.DRAND ? beacon.verifiedBySignature() : beacon;
    return ended(
        Phase.REVEALED, checked, secret, hex(value), seed == null ? null : hex(seed), null);
  }

  /**
   * The bundle of a draw that was given up after its list was closed.
   *
   * @param reason such as {@code reset by} and who did it
   */
  public DrawBundle voided(byte[] secret, String reason) {
    return ended(Phase.VOID, beacon, secret, null, null, reason);
  }

  private DrawBundle ended(
      Phase ended,
      BeaconDescription checked,
      byte[] secret,
      @Nullable String value,
      @Nullable String newSeed,
      @Nullable String reason) {
    return new DrawBundle(
        format,
        room,
        epoch,
        number,
        ended,
        algorithm,
        commitment,
        checked,
        announcements,
        first,
        n,
        ahead,
        root,
        time,
        late,
        extended,
        signature,
        key,
        timestamps,
        hex(secret),
        value,
        newSeed,
        reason);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The statement that is signed.
   *
   * @throws NullPointerException when the list is not closed yet
   */
  @JsonIgnore
  public Statement statement() {
    return new Statement(
        room,
        epoch,
        number,
        algorithm,
        commitment,
        beacon.source(),
        Objects.requireNonNull(first),
        Objects.requireNonNull(n),
        Objects.requireNonNull(ahead),
        Objects.requireNonNull(root),
        Times.parse(Objects.requireNonNull(time)),
        late,
        Objects.requireNonNull(extended));
  }
}
