package waitingroom.http.route;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Authentication;
import waitingroom.access.Role;
import waitingroom.http.transport.Fault;
import waitingroom.room.Rejection;
import waitingroom.store.Unavailable;
import waitingroom.store.Unavailable.Subject;

/** Turns refusals and failures into HTTP answers. */
public final class ApiErrors {
  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

  private static final String DRAW_RUNNING =
      "A draw is under way, which takes less than a minute: try again then";

  private ApiErrors() {}

  /**
   * A room's refusal on a compatible path.
   *
   * @param unknownRoom the answer to a wrong event; the original has three texts for it
   */
  public static HttpResponse compatible(Rejection reason, HttpResponse unknownRoom) {
    return switch (reason) {
      case UNKNOWN_ROOM -> unknownRoom;
      case ROOM_CLOSED -> Answers.EVENT_CLOSED;
      case UNKNOWN_REQUEST -> Answers.INVALID_REQUEST;
      case NOT_YET_SERVED -> Answers.NOT_SERVED_YET;
      case PAUSED -> Answers.PAUSED;
      case POSITION_EXPIRED -> Answers.POSITION_EXPIRED;
      case LINE_FULL -> Answers.LINE_FULL;
      case ROOM_REJECTS -> Answers.ROOM_REJECTS;
      case TOO_EARLY -> Answers.TOO_EARLY;
      case EVENT_HOLDS -> Answers.EVENT_HOLDS;
      case INLET_IN_CHARGE -> Answers.INLET_IN_CHARGE;
      case OTHER_INLET -> Answers.OTHER_INLET;
      case TOKEN_EXPIRED -> Answers.TOKEN_EXPIRED;
      case NO_OPEN_SESSION -> Answers.NO_OPEN_SESSION;
      case COUNTER_OVERFLOW ->
          Answers.error(400, "Invalid increment_by: the serving counter would not fit 64 bits");
      case DRAW_RUNNING -> Answers.error(409, DRAW_RUNNING);
      case VERSION_MISMATCH,
          FORMAT_NOT_RAISED,
          STALE_BATCH,
          ROOM_FULL,
          TOO_MANY_ROOMS,
          UNKNOWN_EVENT,
          EVENTS_FULL,
          EVENT_NAME_TAKEN,
          EVENT_OVERLAPS,
          EVENT_TOO_SOON,
          EVENT_RUNS,
          EVENT_OVER,
          EVENT_MOVED_TOO_OFTEN ->
          Answers.UNAVAILABLE;
    };
  }

  /** A room's refusal on a path of the rooms API. */
  public static HttpResponse modern(Rejection reason) {
    return switch (reason) {
      case UNKNOWN_ROOM -> Problems.of(404, "There is no room with this name: create it with PUT");
      case ROOM_CLOSED -> Problems.of(410, "The room is closed: reopen it with PUT");
      case VERSION_MISMATCH ->
          Problems.of(412, "The room has been changed: GET it and send its ETag in If-Match");
      case TOO_MANY_ROOMS -> Problems.of(409, "Room limit reached: reopen a closed room instead");
      case OTHER_INLET ->
          Problems.of(409, "The room's inlet is not max_size: PUT the room's settings first");
      case FORMAT_NOT_RAISED ->
          Problems.of(
              409,
              "This needs a later format of stored events: once no older version will return,"
                  + " raise it with PUT /format");
      case ROOM_REJECTS ->
          Problems.of(409, "The room accepts and calls nobody: change its queueing_method first");
      case UNKNOWN_EVENT -> Problems.of(404, "The room has no such event: GET its schedule");
      case EVENTS_FULL -> Problems.of(409, "The room has 100 events: delete one first");
      case EVENT_NAME_TAKEN ->
          Problems.of(409, "Another event of the room has this name: choose another");
      case EVENT_OVERLAPS ->
          Problems.of(409, "Another event of the room is at the same time: move or suspend one");
      case EVENT_TOO_SOON ->
          Problems.of(
              409,
              "An event with a draw must be made, and moved, ten seconds before it begins: choose"
                  + " a later time");
      case EVENT_RUNS ->
          Problems.of(
              409,
              "The event has begun: it cannot be suspended, and its beginning stays; delete it to end it");
      case EVENT_OVER -> Problems.of(409, "The event's end has passed: make another event");
      case EVENT_MOVED_TOO_OFTEN ->
          Problems.of(409, "The event has 20 published commitments: make another event instead");
      case DRAW_RUNNING -> Problems.of(409, DRAW_RUNNING);
      case EVENT_HOLDS -> Problems.of(409, "Nobody is called before the event starts");
      case UNKNOWN_REQUEST,
          NOT_YET_SERVED,
          POSITION_EXPIRED,
          PAUSED,
          LINE_FULL,
          TOO_EARLY,
          INLET_IN_CHARGE,
          TOKEN_EXPIRED,
          NO_OPEN_SESSION,
          COUNTER_OVERFLOW,
          STALE_BATCH,
          ROOM_FULL ->
          Problems.of(409, "The room refused: " + reason);
    };
  }

  /** Missing or wrong credentials. */
  public static HttpResponse denied(Authentication.Reason reason, boolean compatible) {
    if (reason == Authentication.Reason.KEYS_UNAVAILABLE) {
      return compatible
          ? Answers.unavailable(reason.message())
          : Problems.unavailable(reason.message());
    }
    return compatible
        ? Answers.message(403, reason.message())
        : Problems.unauthorized(reason.message());
  }

  /** Valid credentials whose role is too low. */
  public static HttpResponse forbidden(Role needed, Role actual, boolean compatible) {
    String message = "This needs the role " + needed + ", the credentials have " + actual;
    return compatible ? Answers.message(403, message) : Problems.of(403, message);
  }

  /** Too many wrong access keys in a row: the next attempt has to wait. */
  public static HttpResponse tooManyTries(Duration wait, boolean compatible) {
    String message = "Too many wrong access keys: wait before the next try";
    return (compatible ? Answers.message(429, message) : Problems.of(429, message))
        .addHeader(retryAfter(wait));
  }

  /** The whole seconds after which a wait is over. */
  public static HttpHeader retryAfter(Duration wait) {
    return RawHeader.create("Retry-After", "" + (wait.toMillis() + 999) / 1000);
  }

  /** A valid cookie that the page of another site may have made the browser send. */
  public static HttpResponse foreignPage(boolean compatible) {
    String message =
        "A browser that is signed in must send the session's csrf_token in X-CSRF-Token, from a"
            + " page of this address";
    return compatible ? Answers.message(403, message) : Problems.of(403, message);
  }

  /** A request that is not answered in time. */
  public static HttpResponse unavailable(boolean compatible) {
    return unavailable(Subject.ROOM, compatible);
  }

  private static HttpResponse unavailable(Subject subject, boolean compatible) {
    return compatible
        ? Answers.UNAVAILABLE
        : Problems.unavailable(subject.text() + " cannot answer right now: try again");
  }

  /** A body that the listener did not read to its end. */
  static HttpResponse unreadBody(Fault fault, boolean compatible) {
    if (!compatible) {
      return Problems.of(fault.status(), fault.text());
    }
    return switch (fault) {
      case BODY_TOO_LONG -> Answers.TOO_LONG;
      case BODY_MALFORMED -> Answers.INVALID_BODY;
      default -> Answers.message(fault.status(), fault.text());
    };
  }

  /** The answer to a handler's failure. */
  public static HttpResponse failure(Throwable failure, boolean compatible) {
    Throwable cause = Unavailable.unwrapped(failure);
    if (cause instanceof HttpRefusal refusal) {
      return refusal.response();
    }
    if (cause instanceof Unavailable unavailable) {
      return unavailable(unavailable.subject(), compatible);
    }
    if (cause instanceof RejectedExecutionException) {
      return unavailable(compatible);
    }
    if (cause instanceof TimeoutException) {
      return compatible
          ? Answers.UNAVAILABLE
          : Problems.unavailable("The answer timed out: try again");
    }
    String incident = UUID.randomUUID().toString();
    log.error("Request failed: incident={}", incident, cause);
    return compatible
        ? Answers.BROKEN
        : Problems.of(500, "Internal error, logged as incident " + incident);
  }
}
