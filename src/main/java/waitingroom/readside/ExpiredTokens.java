package waitingroom.readside;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.room.RoomId;
import waitingroom.ticket.Naming;
import waitingroom.ticket.RequestIds;
import waitingroom.ticket.RoomKey;

/**
 * Request ids whose token has expired, whatever their session status, in order of expiry (contract
 * 2.5). Read from the table of tokens, page by page on demand.
 */
public final class ExpiredTokens {
  private static final String BUCKETS =
      "SELECT bucket FROM ks.epoch_partitions"
          + " WHERE room = ? AND epoch = ? AND kind = 'tokens' AND bucket >= ? AND bucket <= ?";
  private static final String EXPIRED =
      "SELECT expires, queue_number, entered_at FROM ks.tokens"
          + " WHERE room = ? AND epoch = ? AND bucket = ?"
          + " AND (expires, queue_number) > (?, ?) AND expires < ?";

  private final ActorSystem<?> system;
  private final Tables tables;
  private final Freshness freshness;
  private final RequestIds requestIds;
  private final Clock clock;

  ExpiredTokens(
      ActorSystem<?> system,
      Tables tables,
      Freshness freshness,
      RequestIds requestIds,
      Clock clock) {
    this.system = system;
    this.tables = tables;
    this.freshness = freshness;
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /**
   * Place of a token in that order.
   *
   * @param expires epoch seconds
   */
  public record Place(long expires, long position) {
    /** The place before all tokens. */
    public static final Place FIRST = new Place(Long.MIN_VALUE, 0);

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})_(\\d{1,18})");

    /** Parses the result of {@link #toString}. */
    public static Optional<Place> parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new Place(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return expires + "_" + position;
    }
  }

  /** A page of request ids, or names; {@code next} is empty on the last page. */
  public record Page(List<String> requestIds, Optional<Place> next) {}

  private record Expired(Place place, long enteredAt) {}

  /**
   * All of them, by id or by name. Waits until the table has caught up with the room as known to
   * this node; fails with {@link waitingroom.store.Unavailable} if that takes too long.
   */
  public CompletionStage<Source<String, NotUsed>> all(RoomId room, long epoch, Naming naming) {
    Function<Expired, String> text = text(room, epoch, naming);
    return freshness
        .await(room)
        .thenApply(fresh -> expired(room, epoch, Place.FIRST).map(text::apply));
  }

  /**
   * The page after a place.
   *
   * @param limit at least 1
   */
  public CompletionStage<Page> page(
      RoomId room, long epoch, Place after, int limit, Naming naming) {
    Function<Expired, String> text = text(room, epoch, naming);
    return freshness
        .await(room)
        .thenCompose(
            fresh -> expired(room, epoch, after).take(limit + 1L).runWith(Sink.seq(), system))
        .thenApply(
            found -> {
              List<Expired> page = found.subList(0, Math.min(limit, found.size()));
              return new Page(
                  page.stream().map(text).toList(),
                  found.size() > limit
                      ? Optional.of(page.get(page.size() - 1).place())
                      : Optional.empty());
            });
  }

  private Function<Expired, String> text(RoomId room, long epoch, Naming naming) {
    RoomKey key = requestIds.key(room.value(), epoch);
    return token ->
        requestIds.shown(
            naming, room.value(), key.mint(token.place().position(), token.enteredAt()));
  }

  private Source<Expired, NotUsed> expired(RoomId room, long epoch, Place after) {
    long now = clock.instant().getEpochSecond();
    return tables
        .select(
            BUCKETS,
            room.value(),
            epoch,
            TokenTable.tokensBucket(after.expires()),
            TokenTable.tokensBucket(now))
        .map(row -> row.getLong("bucket"))
        .flatMapConcat(
            bucket ->
                tables.select(
                    EXPIRED, room.value(), epoch, bucket, after.expires(), after.position(), now))
        .map(ExpiredTokens::expired);
  }

  private static Expired expired(Row row) {
    return new Expired(
        new Place(row.getLong("expires"), row.getLong("queue_number")), row.getLong("entered_at"));
  }
}
