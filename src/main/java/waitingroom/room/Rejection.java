package waitingroom.room;

/** Reason for a refusal. A refusal is a value, never an exception, and changes nothing. */
public enum Rejection {
  /** No room of this name was ever opened. */
  UNKNOWN_ROOM,
  /** The room was closed by an operator. */
  ROOM_CLOSED,
  /** The request id is well formed, but this room never gave it out since its last reset. */
  UNKNOWN_REQUEST,
  /** The position lies beyond the serving counter. */
  NOT_YET_SERVED,
  /** The position was served and its token was not fetched in time. */
  POSITION_EXPIRED,
  /** The room is paused and issues no first tokens. */
  PAUSED,
  /** The line is as long as the room's settings allow. */
  LINE_FULL,
  /** The room accepts nobody and calls nobody. */
  ROOM_REJECTS,
  /** The room's inlet guarantees exact caps, so only it may move the serving counter. */
  INLET_IN_CHARGE,
  /** The message is for an inlet that the room does not have. */
  OTHER_INLET,
  /** The token has expired, or its session was completed or abandoned. */
  TOKEN_EXPIRED,
  /** There is no session to end: no token was fetched, or its status is already set. */
  NO_OPEN_SESSION,
  /** The sum does not fit a 64-bit number. */
  COUNTER_OVERFLOW,
  /** The settings do not have the expected version. */
  VERSION_MISMATCH,
  /** The change needs a later format than the cluster was raised to. */
  FORMAT_NOT_RAISED,
  /** The batch arrived after its sender had started a newer one. */
  STALE_BATCH,
  /** The room has handed out every position that a request id can carry. */
  ROOM_FULL,
  /** The cluster has as many rooms as it may. */
  TOO_MANY_ROOMS,
  /** The line opens later, for a draw, and who waited before would stand ahead of it. */
  TOO_EARLY,
  /** Nobody is called until the event starts and its places are known. */
  EVENT_HOLDS,
  /** The schedule has no such event. */
  UNKNOWN_EVENT,
  /** The schedule has as many events as it may. */
  EVENTS_FULL,
  /** Another event of the room has this name. */
  EVENT_NAME_TAKEN,
  /** Another event of the room is at the same time. */
  EVENT_OVERLAPS,
  /** The pool of a draw would open before all nodes know of it. */
  EVENT_TOO_SOON,
  /** The event has begun, and this part of it holds. */
  EVENT_RUNS,
  /** The event has ended. */
  EVENT_OVER,
  /** The event has as many published commitments as it may. */
  EVENT_MOVED_TOO_OFTEN,
  /** A list is closed, and its places are not known yet. */
  DRAW_RUNNING
}
