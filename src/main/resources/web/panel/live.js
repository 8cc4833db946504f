// The rooms as the server tells them, once a second, and whether it still does.

import { recall, who } from "./session.js";
import { newPace, observe, perMinute } from "./pace.js";
import { changed } from "./store.js";

/** The server sends something every five seconds; after this many milliseconds without, it is lost. */
const SILENCE_MAX = 8_000;
const PAUSE_MAX = 10_000;
const QUARTER_OF_AN_HOUR = 15 * 60_000;

/** state: connecting, live, lost or refused. heard: when the last news came, null: never. */
export const connection = { state: "connecting", heard: null, detail: "" };

/** The server's time of the last news, epoch milliseconds; this device's until there are any. */
let serverTime = 0;
export const now = () => serverTime || Date.now();

const rooms = new Map();
let watched = null;
let source = null;
let wanted = false;
let pause = 1_000;
let again = 0;
let watch = 0;

/** All rooms by name; null while nothing was heard of them. */
export function allRooms() {
  return connection.heard === null
    ? null
    : [...rooms.values()].map((room) => room.doc).sort((a, b) => a.event_id.localeCompare(b.event_id));
}

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
  if (!wanted) {
    wanted = true;
    pause = 1_000;
    open();
    watch = setInterval(listenForSilence, 1_000);
  }
}

export function stop() {
  wanted = false;
  close();
  clearInterval(watch);
  rooms.clear();
  Object.assign(connection, { state: "connecting", heard: null, detail: "" });
}

function close() {
  clearTimeout(again);
  source?.close();
  source = null;
}

function open() {
  close();
  source = new EventSource("/rooms/live");
  source.addEventListener("rooms", (event) => take(JSON.parse(event.data)));
  source.addEventListener("error", () => lose("The connection to the server is lost."));
}

function take(news) {
  const at = Date.parse(news.at);
  serverTime = at;
  for (const doc of news.rooms) {
    learn(doc, at);
  }
  for (const room of rooms.values()) {
    observe(room.pace, at, room.doc);
  }
  pause = 1_000;
  Object.assign(connection, { state: "live", heard: new Date(), detail: "" });
  changed();
}

function listenForSilence() {
  const since = connection.heard?.getTime();
  if (connection.state === "live" && Date.now() - since > SILENCE_MAX) {
    lose("Nothing has come from the server for some seconds.");
  }
}

/** A browser does not say why a stream ended: the session does, or that it cannot be asked. */
async function lose(detail) {
  if (!wanted || !source) {
    return;
  }
  close();
  Object.assign(connection, { state: "lost", detail });
  changed();
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
  if (wanted && who() && !source) {
    again = setTimeout(open, pause);
    pause = Math.min(PAUSE_MAX, pause * 2);
  }
}

addEventListener("offline", () => lose("This device is offline."));
addEventListener("online", () => {
  if (wanted && connection.state !== "live") {
    pause = 1_000;
    open();
  }
});
// A browser keeps few connections to one server: tabs that nobody sees leave theirs to the others.
document.addEventListener("visibilitychange", () => {
  if (wanted && document.hidden) {
    close();
    connection.state = "lost";
    connection.detail = "This tab was in the background.";
  } else if (wanted) {
    open();
  }
});
