// Wires the modules together in a real browser.
import { Announcer } from "./announcer.js";
import { leave } from "./door.js";
import { EventStream } from "./events.js";
import { alone, Place } from "./place.js";
import { Screen } from "./show.js";
import { view } from "./view.js";
import { Visit } from "./visit.js";
import { Words } from "./words.js";

const STALE_MS = 30_000;

const root = document.querySelector("[data-page]");
const page = { ...JSON.parse(root.dataset.page), return_to: new URLSearchParams(location.search).get("return_to") };

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Ends early when the network is back or the signal aborts. */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", soon);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const soon = () => setTimeout(done, 1000 * Math.random());
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", soon);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) {
      done();
    }
  });
}

/** Calls back when the page is offline, or visible again after so long that a stream may have died unnoticed. */
function stale(run, signal) {
  let hiddenAt = Date.now();
  const changed = () => {
    if (document.hidden) {
      hiddenAt = Date.now();
    } else if (Date.now() - hiddenAt > STALE_MS) {
      run();
    }
  };
  document.addEventListener("visibilitychange", changed, { signal });
  addEventListener("offline", run, { signal });
}

const browser = {
  fetch: (url, request) => fetch(url, request),
  events: (url, request) => new EventStream(browser.fetch, url, request),
  now: () => Date.now(),
  random: Math.random,
  sleep,
  timer: (run, milliseconds) => setTimeout(run, milliseconds),
  clearTimer: (timer) => clearTimeout(timer),
  online: () => navigator.onLine,
  stale,
  alone: (name, run) => alone(navigator.locks, name, run),
  leave: (way) => leave(way, document),
};

const words = new Words(page.lang, page.texts);
const place = new Place(page.event_id, {
  storage: storage(),
  document,
  secure: location.protocol === "https:",
  now: browser.now,
});
const screen = new Screen(root, page.assets);
const announcer = new Announcer();

function show(facts) {
  const now = Date.now();
  const seen = view(facts, page, words, now);
  screen.show(seen);
  const left = seen.left ? (facts.expiresAt - now) / 1000 : null;
  screen.announce(announcer.next(seen, left, now));
}

const visit = new Visit(page, browser, place, show);

// Links to other languages keep the return address.
for (const link of page.return_to ? document.querySelectorAll('a[href^="?lang="]') : []) {
  link.search += `&return_to=${encodeURIComponent(page.return_to)}`;
}

if (!page.preview) {
  screen.part("enter")?.addEventListener("click", () => visit.goOn());
  screen.part("again")?.addEventListener("click", () => visit.again());
}
addEventListener("storage", (event) => {
  if (event.key === place.key) {
    visit.placeChanged();
  }
});
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    visit.cameBack();
  }
});
// The scripts run, so the page without them is not needed.
screen.part("plain")?.toggleAttribute("hidden", true);

let facts = () => visit.facts;
if (page.preview) {
  const { sample } = await import("./samples.js");
  const shown = sample(page.preview, Date.now());
  facts = () => shown;
  show(shown);
} else {
  visit.run();
}
// The time left counts down even when nothing happens.
setInterval(() => show(facts()), 1000);
