// Rooms and alarms, updated by the server once a second, and the state of the connection.

import { listen } from "./feed.js";
import { recall } from "./session.js";
import { newPace, observe, perMinute } from "./pace.js";
import { changed } from "./store.js";

const QUARTER_OF_AN_HOUR = 15 * 60_000;

/** state: connecting, live, lost or refused. heard: time of the last update, null: none yet. */
export const connection = { state: "connecting", heard: null, detail: "" };

/** Server time of the last update, epoch milliseconds; 0 before the first, when this device's clock is used. */
let serverTime = 0;
export const now = () => serverTime || Date.now();

const rooms = new Map();
/** By name; null until the first update. */
let alarms = null;
/** A new stream begins with all alarms and does not name those removed in between. */
let allAlarmsFollow = true;
let watched = null;
/** Stops listening; null: not listening. */
let end = null;

/** All rooms, sorted by name; null until the first update. */
export function allRooms() {
  return connection.heard === null
    ? null
    : [...rooms.values()].map((room) => room.doc).sort((a, b) => a.event_id.localeCompare(b.event_id));
}

/** All alarms; null until the first update. */
export const allAlarms = () => alarms && [...alarms.values()];

export const roomNamed = (eventId) => rooms.get(eventId)?.doc;

/** Joins and calls per minute of a room over the last ten seconds. */
export function paceOf(eventId) {
  const room = rooms.get(eventId);
  return room ? perMinute(room.pace) : { arrivals: null, admissions: null };
}

/** Samples of the watched room from the last fifteen minutes. */
export const paceWatched = () => rooms.get(watched)?.pace;

/** Keeps a longer record of one room, the one on display. */
export function watchRoom(eventId) {
  if (watched !== eventId && rooms.has(watched)) {
    rooms.get(watched).pace.keep = 0;
  }
  watched = eventId;
  if (rooms.has(eventId)) {
    rooms.get(eventId).pace.keep = QUARTER_OF_AN_HOUR;
  }
}

/** Takes a room's document, from the stream (with its time) or from the response to a change. */
export function learn(doc, at) {
  const known = rooms.get(doc.event_id) ?? {
    pace: newPace(doc.event_id === watched ? QUARTER_OF_AN_HOUR : 0),
  };
  known.doc = doc;
  rooms.set(doc.event_id, known);
  // The clock of this device may be wrong: only the server's counts.
  observe(known.pace, at ?? known.pace.samples.at(-1)?.at ?? 0, doc);
  changed();
}

/** Starts listening; further calls do nothing. */
export function start() {
  end ??= listen("/rooms/live", { rooms: takeRooms, alarms: takeAlarms }, lose, askWhy);
}

export function stop() {
  end?.();
  end = null;
  rooms.clear();
  alarms = null;
  allAlarmsFollow = true;
  Object.assign(connection, { state: "connecting", heard: null, detail: "" });
}

function takeRooms(news) {
  const at = Date.parse(news.at);
  serverTime = at;
  for (const doc of news.rooms) {
    learn(doc, at);
  }
  for (const room of rooms.values()) {
    observe(room.pace, at, room.doc);
  }
  Object.assign(connection, { state: "live", heard: new Date(), detail: "" });
  changed();
}

function takeAlarms(news) {
  if (allAlarmsFollow) {
    alarms = new Map();
    allAlarmsFollow = false;
  }
  for (const name of news.removed) {
    alarms.delete(name);
  }
  for (const alarm of news.alarms) {
    alarms.set(alarm.name, alarm);
  }
  changed();
}

function lose(detail) {
  allAlarmsFollow = true;
  Object.assign(connection, { state: "lost", detail });
  changed();
}

/** Asks for the session: its response says more than a broken stream. */
async function askWhy(detail) {
  try {
    await recall();
  } catch (refused) {
    const turnedAway = refused.status === 403;
    Object.assign(connection, {
      state: turnedAway ? "refused" : "lost",
      detail: refused.status === 0 ? detail : refused.message,
    });
    changed();
  }
}
