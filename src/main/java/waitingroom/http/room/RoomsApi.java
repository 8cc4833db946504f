package waitingroom.http.room;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Phase;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.room.cluster.StatusBoard.Entry;
import waitingroom.room.cluster.WaitingRooms;

/** Rooms: creating, changing, listing, closing. */
public final class RoomsApi {
  private static final int PATCH_TRIES = 3;

  private final WaitingRooms rooms;
  private final KnownRooms known;

  public RoomsApi(WaitingRooms rooms, KnownRooms known) {
    this.rooms = rooms;
    this.known = known;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/rooms", Role.VIEWER, this::list),
        modern("GET", "/rooms/{event_id}", Role.VIEWER, this::get),
        modern("PUT", "/rooms/{event_id}", Role.ADMIN, this::put),
        modern("PATCH", "/rooms/{event_id}", Role.OPERATOR, this::patch),
        modern("DELETE", "/rooms/{event_id}", Role.ADMIN, this::delete));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    StatusBoard board = rooms.board();
    KnownRooms.requireReady(board);
    List<RoomDocument.Summary> all =
        board.names().stream()
            .sorted(Comparator.comparing(RoomId::value))
            .map(name -> summary(name, board.entry(name)))
            .toList();
    return Answers.now(Json.answer(new RoomDocument.Listing(all)));
  }

  private static RoomDocument.Summary summary(RoomId name, Entry entry) {
    return entry instanceof Entry.Known known
        ? RoomDocument.summary(known.status())
        : RoomDocument.starting(name);
  }

  private CompletionStage<HttpResponse> get(Exchange exchange) {
    return rooms
        .activeSessions(known.of(exchange).room())
        .thenApply(outcome -> outcome.<Long>fold(count -> count, closed -> 0L))
        .thenApply(active -> document(known.of(exchange), active));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    RoomId room = KnownRooms.name(exchange);
    if (room.equals(RoomId.TAKEN)) {
      requireOlder(room);
    }
    var wanted = RoomDocument.settings(exchange.body(), RoomSettings.DEFAULT);
    Precondition precondition = Precondition.of(exchange);
    RoomSettings before = openSettings(room);
    return rooms
        .configure(room, wanted, precondition.versionOr(new ExpectedVersion.Absent()))
        .thenCompose(
            outcome ->
                outcome.fold(
                    status -> saved(audited(exchange, before, status), precondition),
                    reason -> Answers.now(notSaved(reason, precondition))));
  }

  /** Keeps a room that had the name before it was reserved. */
  private void requireOlder(RoomId room) {
    if (rooms.board().entry(room) instanceof Entry.Unknown) {
      throw HttpRefusal.badRequest(
          "GET /rooms/live is the stream of all rooms: choose another name");
    }
    known.of(room);
  }

  /**
   * The room as this change left it, regardless of later changes. It is saved: a failure to count
   * its live sessions is no failure of the change.
   */
  private CompletionStage<HttpResponse> saved(RoomStatus status, Precondition precondition) {
    boolean created =
        precondition.versionOr(new ExpectedVersion.Absent()) instanceof ExpectedVersion.Absent;
    return rooms
        .activeSessions(status.room())
        .<@Nullable Long>handle(
            (outcome, failure) ->
                failure == null ? outcome.<Long>fold(count -> count, closed -> 0L) : null)
        .thenApply(
            active ->
                document(status, active)
                    .withStatus(created ? StatusCodes.CREATED : StatusCodes.OK));
  }

  /** Changes some settings of an open room and keeps the others, for instance to pause it. */
  private CompletionStage<HttpResponse> patch(Exchange exchange) {
    return patch(exchange, KnownRooms.name(exchange), Precondition.of(exchange), PATCH_TRIES);
  }

  /**
   * Applies the change to the settings that this node knows. If those were changed meanwhile, the
   * refusal brings the new ones along, and the change is applied to them.
   */
  private CompletionStage<HttpResponse> patch(
      Exchange exchange, RoomId room, Precondition precondition, int triesLeft) {
    RoomStatus seen = known.open(room);
    ExpectedVersion version = new ExpectedVersion.Version(seen.settingsVersion());
    boolean anyVersion =
        precondition.equals(Precondition.NONE) || precondition.equals(Precondition.EXISTS);
    if (!anyVersion && !precondition.versionOr(version).equals(version)) {
      throw new HttpRefusal(ApiErrors.modern(Rejection.VERSION_MISMATCH));
    }
    return rooms
        .configure(room, RoomDocument.settings(exchange.body(), seen.ownSettings()), version)
        .thenCompose(
            outcome ->
                outcome.fold(
                    status ->
                        saved(audited(exchange, seen.ownSettings(), status), Precondition.EXISTS),
                    reason ->
                        reason == Rejection.VERSION_MISMATCH && anyVersion && triesLeft > 1
                            ? patch(exchange, room, precondition, triesLeft - 1)
                            : Answers.now(ApiErrors.modern(reason))));
  }

  /** The room's settings as this node knows them; null: not open. */
  private @Nullable RoomSettings openSettings(RoomId room) {
    return rooms.board().entry(room) instanceof Entry.Known known
            && known.status().phase() == Phase.OPEN
        ? known.status().ownSettings()
        : null;
  }

  private static RoomStatus audited(
      Exchange exchange, @Nullable RoomSettings before, RoomStatus status) {
    exchange.changed(before, status.ownSettings());
    return status;
  }

  private static HttpResponse notSaved(Rejection reason, Precondition precondition) {
    return reason == Rejection.VERSION_MISMATCH && precondition.equals(Precondition.NONE)
        ? Problems.of(
            428, "The room exists: send its ETag in If-Match, or * to overwrite any version")
        : ApiErrors.modern(reason);
  }

  private CompletionStage<HttpResponse> delete(Exchange exchange) {
    RoomStatus status = known.of(exchange);
    return rooms
        .close(status.room(), Precondition.of(exchange).versionOr(new ExpectedVersion.Any()))
        .thenApply(
            outcome ->
                outcome.fold(
                    closed -> {
                      exchange.changed(RoomDocument.of(status, null), null);
                      return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
                    },
                    ApiErrors::modern));
  }

  private static HttpResponse document(RoomStatus status, @Nullable Long activeTokens) {
    return Json.answer(RoomDocument.of(status, activeTokens))
        .addHeader(RawHeader.create("ETag", Precondition.etag(status)));
  }
}
