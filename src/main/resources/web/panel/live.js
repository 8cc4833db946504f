// The rooms and the alarms as the server tells them, once a second, and whether it still does.

import { listen } from "./feed.js";
import { recall } from "./session.js";
import { newPace, observe, perMinute } from "./pace.js";
import { changed } from "./store.js";

const QUARTER_OF_AN_HOUR = 15 * 60_000;

/** state: connecting, live, lost or refused. heard: when the last news came, null: never. */
export const connection = { state: "connecting", heard: null, detail: "" };

/** The server's time of the last news, epoch milliseconds; this device's until there are any. */
let serverTime = 0;
export const now = () => serverTime || Date.now();

const rooms = new Map();
/** By name; null while nothing was heard of them. */
let alarms = null;
/** A stream that was opened anew tells all of them again, and not which were removed meanwhile. */
let allAlarmsFollow = true;
let watched = null;
/** What ends the listening; null: nobody listens. */
let end = null;

/** All rooms by name; null while nothing was heard of them. */
export function allRooms() {
  return connection.heard === null
    ? null
    : [...rooms.values()].map((room) => room.doc).sort((a, b) => a.event_id.localeCompare(b.event_id));
}

/** All alarms; null while nothing was heard of them. */
export const allAlarms = () => alarms && [...alarms.values()];

export const roomNamed = (eventId) => rooms.get(eventId)?.doc;

/** Joins and calls per minute of a room, of the last ten seconds. */
export function paceOf(eventId) {
  const room = rooms.get(eventId);
  return room ? perMinute(room.pace) : { arrivals: null, admissions: null };
}

/** What was heard of the watched room in the last fifteen minutes. */
export const paceWatched = () => rooms.get(watched)?.pace;

/** Of one room more is remembered: the one that is looked at. */
export function watchRoom(eventId) {
  if (watched !== eventId && rooms.has(watched)) {
    rooms.get(watched).pace.keep = 0;
  }
  watched = eventId;
  if (rooms.has(eventId)) {
    rooms.get(eventId).pace.keep = QUARTER_OF_AN_HOUR;
  }
}

/** Takes in a room's document: from the stream with its time, or from the answer to a change. */
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

/** Begins to listen; further calls do nothing. */
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

/** The session knows more than the stream, or that it cannot be asked. */
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
