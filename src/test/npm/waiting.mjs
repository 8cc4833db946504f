// Tests of the waiting page's modules against a scripted server and browser.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const load = (name) => import(pathToFileURL(`${process.env.WAITING_MODULES}/${name}.js`));
const { Announcer } = await load("announcer");
const { ask, backOffMs } = await load("ask");
const { alone, cookieName, Place } = await load("place");
const { Events, EventStream } = await load("events");
const { NOTHING, stateOf, view } = await load("view");
const { Visit } = await load("visit");
const { rounded, Words } = await load("words");

const texts = {
  "waiting.headline": "In line",
  "turn.headline": "Your turn",
  "turn.button": "Go on",
  "ahead.label": "Ahead",
  "wait.label": "Wait",
  "wait.about": "About {time}",
  "wait.at_least": "At least {time}",
  "wait.soon": "Soon",
  "wait.unknown": "Unknown",
  "wait.range": "Likely {range}",
  "notice.away": "Away",
  "notice.trying": "Trying",
};

// Words: rounded to the precision of an estimate.
assert.deepEqual(
  [20, 430, 760, 3700, 20_000].map((s) => Object.values(rounded(s)).join(" ")),
  ["1 minute", "7 minute", "15 minute", "60 minute", "6 hour"],
);
const words = new Words("en", texts);
assert.deepEqual(words.wait({ seconds: 300, low: 240, high: 480 }), {
  about: "About 5 minutes",
  range: "Likely 4–8 minutes",
});
assert.deepEqual(words.wait({ seconds: 30, low: 20, high: 40 }), { about: "Soon", range: "" });
assert.deepEqual(words.wait({ seconds: 300, low: 240, high: null }), { about: "At least 4 minutes", range: "" });
assert.deepEqual(words.wait(null), { about: "Unknown", range: "" });
assert.equal(words.countdown(244.2), "4:05");
assert.equal(words.countdown(3845), "1:04:05");
assert.equal(words.countdown(-3), "0:00");

// The view: a pure function of the facts.
const page = { event_id: "spring", name: "Spring", root: "/", auto_forward: false };
const waiting = {
  ...NOTHING,
  joining: "joined",
  id: "a",
  position: 51,
  start: 100,
  serving: 25,
  pace: { per_minute: 26, slow: 13, quick: 52 },
};
const seen = view(waiting, page, words, 0);
assert.deepEqual(
  [seen.state, seen.position, seen.ahead, seen.wait, seen.range, seen.progress, seen.title],
  ["waiting", "51", "25", "About 1 minute", "Likely 1–2 minutes", 0.75, "25 · Spring"],
);
assert.equal(
  view({ ...waiting, pace: { per_minute: 26, slow: 0, quick: 52 } }, page, words, 0).wait,
  "At least 1 minute",
);
assert.equal(stateOf({ ...waiting, turn: "served" }), "turn");
assert.equal(stateOf({ ...waiting, turn: "served", state: "paused" }), "paused");
assert.equal(stateOf({ ...waiting, turn: "served", phase: "prequeue" }), "turn");
const early = view({ ...waiting, phase: "prequeue", startsAt: 65_000 }, page, words, 0);
assert.deepEqual(
  [early.state, early.starts, early.position, early.wait, early.title],
  ["prequeue", "1:05", "51", "", "1:05 · Spring"],
);
assert.equal(stateOf({ ...waiting, phase: "running", startsAt: 65_000 }), "waiting");
assert.equal(stateOf({ ...waiting, turn: "served", over: true }), "expired");
assert.equal(stateOf({ ...waiting, turn: "expired", state: "closed" }), "closed");
assert.equal(view({ ...waiting, turn: "served", expiresAt: 65_000 }, page, words, 0).left, "1:05");
assert.equal(view({ ...NOTHING, connection: "away" }, page, words, 0).notice, "Trying");

// Screen readers announce important changes at once, the place at most twice a minute.
const announcer = new Announcer();
assert.match(announcer.next(seen, null, 0), /^In line Ahead: 25\. Wait: About 1 minute\.$/);
const nearer = view({ ...waiting, serving: 30 }, page, words, 0);
assert.equal(announcer.next(nearer, null, 29_000), "");
assert.equal(announcer.next(nearer, null, 30_000), "Ahead: 20. Wait: Soon.");
assert.equal(announcer.next(nearer, null, 90_000), "");
const turn = view({ ...waiting, turn: "served", expiresAt: 200_000 }, page, words, 91_000);
assert.match(announcer.next(turn, 109, 91_000), /^Your turn /);
assert.equal(announcer.next(turn, 108, 92_000), "");
assert.match(announcer.next(turn, 60, 140_000), /^Your turn /, "once more when a minute is left");

// A crowd that was cut off does not return together, and nobody returns before the server says.
assert.equal(
  backOffMs(0, 0, () => 0),
  500,
);
assert.equal(
  backOffMs(50, 0, () => 1),
  60_000,
);
assert.ok(backOffMs(3, 30_000, () => 0.5) >= 34_000);

// Browsers that predate AbortSignal.timeout() work too, and those that deny locks join without them, once.
const { timeout } = AbortSignal;
AbortSignal.timeout = undefined;
assert.equal((await ask(async () => new Response("{}", { status: 202 }), "/")).status, 202);
AbortSignal.timeout = timeout;
const denied = { request: async () => Promise.reject(new DOMException("denied", "SecurityError")) };
assert.deepEqual(await Promise.all([denied, undefined].map((locks) => alone(locks, "a", () => "run"))), ["run", "run"]);
const granted = { request: async (_name, run) => run() };
let runs = 0;
const failing = () => Promise.reject(new Error(`run ${++runs}`));
await assert.rejects(alone(granted, "a", failing), /run 1/);

// The place: cookie or storage alone restores it; where both are forbidden, a reload loses the place and nothing else.
class Jar {
  #all = new Map();
  get cookie() {
    return [...this.#all].map((pair) => pair.join("=")).join("; ");
  }
  set cookie(text) {
    const [name, value] = text.split(";")[0].split("=");
    text.includes("Max-Age=0") ? this.#all.delete(name) : this.#all.set(name, value);
  }
}
const storage = () => {
  const all = new Map();
  return {
    getItem: (k) => all.get(k) ?? null,
    setItem: (k, v) => all.set(k, v),
    removeItem: (k) => all.delete(k),
    clear: () => all.clear(),
  };
};
let today = 0;
const now = () => today;
const kept = { document: new Jar(), storage: storage(), secure: true, now };
new Place("spring", kept).keep({ id: "a", start: 7 });
assert.equal(kept.document.cookie, `${cookieName("spring")}=a`);
assert.deepEqual(new Place("spring", kept).read(), { id: "a", start: 7 });
assert.equal(new Place("summer", kept).read(), null);
assert.deepEqual(new Place("spring", { ...kept, storage: null }).read(), { id: "a" });
assert.deepEqual(new Place("spring", { ...kept, document: new Jar() }).read(), { id: "a", start: 7 });
today = 7 * 24 * 3_600_000;
assert.equal(new Place("spring", { ...kept, document: new Jar() }).read(), null, "seven days, also in the storage");
today = 0;
const elsewhere = { ...kept, document: new Jar() };
elsewhere.document.cookie = `${cookieName("spring")}=plain`;
assert.deepEqual(
  new Place("spring", elsewhere).read(),
  { id: "plain" },
  "the page without scripts writes the cookie alone",
);
const forbidden = {
  document: {
    get cookie() {
      return "";
    },
    set cookie(_) {},
  },
  storage: null,
  now,
};
const place = new Place("spring", forbidden);
place.keep({ id: "b" });
assert.deepEqual(place.read(), { id: "b" });
new Place("spring", kept).forget("other");
assert.equal(new Place("spring", kept).read().id, "a", "what another tab has joined meanwhile stays");

// As Chromium does it: a cookie is written later, unless its own tab reads it before.
const written = new Jar();
const lateTab = () => {
  const waiting = [];
  return {
    get cookie() {
      for (const text of waiting.splice(0)) {
        written.cookie = text;
      }
      return written.cookie;
    },
    set cookie(text) {
      waiting.push(text);
    },
  };
};
const [firstTab, nextTab] = [lateTab(), lateTab()].map((document) => new Place("autumn", { ...forbidden, document }));
firstTab.keep({ id: "c" });
assert.equal(nextTab.read()?.id, "c", "the next tab sees a place as soon as it is kept");

// Events arrive in pieces of any size, with any line ends, comments and unknown fields between them.
const sent =
  'retry: 2000\n\nevent: place\ndata: {"position": 1}\n\n: still there\n\nid: 1.2\nevent: line\ndata: "a"\ndata:"é"\n\ndata: x\n';
const got = [
  { name: "place", data: '{"position": 1}' },
  { name: "line", data: '"a"\n"é"' },
];
for (const text of [sent, sent.replaceAll("\n", "\r\n"), sent.replaceAll("\n", "\r")]) {
  for (let size = 1; size <= text.length; size++) {
    const events = new Events();
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.slice(i * size, (i + 1) * size),
    );
    assert.deepEqual(
      pieces.flatMap((piece) => events.of(piece)),
      got,
      `${size} characters at a time`,
    );
  }
}

/** The names of the events of a stream with that response, up to its error. */
async function streamed(answer) {
  const names = [];
  let asked;
  const source = new EventStream(
    async (_url, request) => {
      asked = request;
      return answer;
    },
    "/stream",
    { headers: { a: "b" } },
  );
  await new Promise((resolve) => {
    for (const name of ["open", "place", "line"]) {
      source.addEventListener(name, (event) => names.push(event.data ?? name));
    }
    source.addEventListener("error", resolve);
  });
  assert.deepEqual(asked.headers, { a: "b" });
  return names;
}
const eventStream = { headers: { "Content-Type": "text/event-stream;charset=UTF-8" } };
const bytes = new TextEncoder().encode(sent);
// The two bytes of é come apart.
const cut = bytes.indexOf(0xc3) + 1;
const halves = new ReadableStream({
  start(controller) {
    controller.enqueue(bytes.slice(0, cut));
    controller.enqueue(bytes.slice(cut));
    controller.close();
  },
});
assert.deepEqual(await streamed(new Response(halves, eventStream)), ["open", ...got.map((event) => event.data)]);
assert.deepEqual(await streamed(new Response(sent, { ...eventStream, status: 503 })), []);
assert.deepEqual(await streamed(new Response(sent, { headers: { "Content-Type": "text/html" } })), []);
const closed = new EventStream(
  async (_url, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  "/stream",
  {},
);
closed.addEventListener("error", () => assert.fail("closing is no error"));
closed.close();

/** Runs a visit until it has shown a state, against answers by path; the last answer of a path repeats. */
async function visited(answers, until, { streams = [], own = {}, keeps = kept } = {}) {
  const asked = [];
  const sentIds = [];
  const slept = [];
  let now = 1_000_000;
  const lists = Object.fromEntries(Object.entries(answers).map(([path, list]) => [path, [...list]]));
  const left = new Promise((resolve) => (own.left = resolve));
  return new Promise((resolve, reject) => {
    const browser = {
      fetch: async (url, request) => {
        const path = url.split("?")[0];
        asked.push(path);
        if (path === "/line") {
          sentIds.push(request.headers?.[ID_HEADER] ?? new URLSearchParams(url.split("?")[1]).get("request_id"));
          assert.ok(!(request.headers && url.includes("request_id")), "the id is sent once");
        }
        assert.ok(asked.length < 500, `asks without end: ${asked.slice(-5)}`);
        const list = lists[path];
        const next = list.length > 1 ? list.shift() : list[0];
        if (next === null) {
          throw new TypeError("no network");
        }
        const [status, body, headers = {}] = next;
        return new Response(JSON.stringify(body), { status, headers });
      },
      events: (url, request) => {
        asked.push("stream");
        sentIds.push(request.headers?.[ID_HEADER] ?? new URLSearchParams(url.split("?")[1]).get("request_id"));
        const target = new EventTarget();
        target.close = () => {};
        const events = streams.shift() ?? ["error"];
        queueMicrotask(() => {
          for (const event of events) {
            const [name, data] = typeof event === "string" ? [event] : event;
            target.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data) }));
          }
        });
        return target;
      },
      now: () => now,
      random: () => 0.5,
      sleep: async (ms) => {
        slept.push(ms);
        now += ms;
      },
      timer: () => 0,
      clearTimer: () => {},
      online: () => true,
      stale: () => {},
      alone: (_name, run) => run(),
      leave: (way) => own.left(way),
    };
    const shown = [];
    const visit = new Visit({ ...page, ...own.page }, browser, new Place("spring", keeps), (facts) => {
      const state = stateOf(facts);
      if (shown.at(-1) !== state) {
        shown.push(state);
      }
      if (until(facts, visit)) {
        resolve({ facts, asked, sentIds, slept, shown, left, visit });
      }
    });
    visit.run().catch(reject);
  });
}

const ID_HEADER = "X-Waiting-Room-Request-Id";
const fresh = () => ({ document: new Jar(), storage: storage(), secure: false, now });
const line = {
  position: 9,
  serving_counter: 3,
  state: "open",
  message: "",
  turn: "waiting",
  expires_in: null,
  estimated_wait: null,
  poll_after: 4,
};
const joined = [200, { api_request_id: "new" }];

// A full, closed or rejecting line is tried again when the server says; too many requests or a firewall do not make it one.
const full = await visited(
  {
    "/assign_queue_num": [
      [410, {}],
      [429, { error: "full" }, { "Retry-After": "30" }],
      [403, { error: "nobody" }],
      [403, { message: "a firewall" }],
      [429, { message: "many" }],
      joined,
    ],
    "/line": [[200, line]],
  },
  (facts) => facts.position === 9,
  { keeps: fresh() },
);
assert.deepEqual(full.shown, ["joining", "closed", "full", "rejected", "joining", "waiting"], String(full.shown));
assert.ok(full.slept[1] >= 30_000 && full.slept[2] >= 45_000 && full.slept[4] <= 8000, String(full.slept));

// A stored place is not requested again; without streams, or with their headers alone, it polls at the server's pace and
// tries the stream now and then.
for (const cut of [["error"], ["open", "error"]]) {
  let polls = 0;
  const polled = await visited(
    { "/assign_queue_num": [joined], "/line": [[200, line]] },
    (facts) => facts.position === 9 && ++polls > 40,
    { streams: Array(100).fill(cut) },
  );
  assert.ok(!polled.asked.includes("/assign_queue_num"));
  assert.ok(polled.slept.filter((ms) => ms >= 4000 && ms <= 5000).length > 30, String(polled.slept));
  const streams = polled.asked.filter((path) => path === "stream").length;
  assert.ok(streams >= 2 && streams <= 5, `streams: ${streams}`);
}

// A server that is away is retried at growing intervals, without end; the place stays.
const away = await visited(
  { "/line": [...Array.from({ length: 30 }, () => null), [503, {}, { "Retry-After": "90" }], [200, line]] },
  (facts) => facts.position === 9 && facts.connection === "ok",
);
assert.equal(away.facts.id, "a");
assert.ok(away.slept.some((ms) => ms === 30_000) && away.slept.some((ms) => ms >= 90_000), String(away.slept));

// The page shows what the stream says.
const pushed = await visited({ "/line": [[200, line]] }, (facts) => facts.turn === "served", {
  streams: [
    [
      "open",
      ["place", { position: 9 }],
      ["line", { serving_counter: 9, state: "open", message: "Hi", pace: null }],
      ["served", { expires_in: 60 }],
    ],
  ],
});
assert.deepEqual([pushed.facts.expiresAt, pushed.facts.message, pushed.facts.connection], [1_060_000, "Hi", "ok"]);

// An event of the room counts down by the server's clock: here it is 990 s when the device says 1,000 s.
const held = await visited({ "/line": [[200, line]] }, (facts) => facts.phase === "prequeue", {
  streams: [
    [
      ["place", { position: 9, server_time_ms: 990_000 }],
      ["line", { serving_counter: 4, state: "open", phase: "prequeue", starts_at: 1200, pace: null }],
    ],
  ],
});
assert.deepEqual([stateOf(held.facts), held.facts.startsAt], ["prequeue", 1_210_000]);

// Moving the counter back revokes the turn.
const called = [
  ["place", { position: 9 }],
  ["line", { serving_counter: 9, state: "open" }],
  ["served", { expires_in: 60 }],
];
const back = await visited({ "/line": [[200, line]] }, (facts) => facts.serving === 4, {
  streams: [[...called, ["line", { serving_counter: 4, state: "open" }]]],
});
assert.deepEqual([back.shown.at(-2), back.shown.at(-1), back.facts.expiresAt], ["turn", "waiting", null]);

// Where a proxy removes the header, or a node is older than the page, the place goes into the address rather than lost.
const removed = [400, { message: "Missing required request parameters: [request_id]" }];
const lost = await visited(
  {
    "/line": [removed, [200, line]],
  },
  (facts) => facts.position === 9,
  { streams: [["open", ["line", { serving_counter: 9, state: "open" }]]] },
);
assert.deepEqual([lost.facts.id, lost.facts.serving], ["a", 3]);
assert.deepEqual(lost.asked.slice(0, 4), ["stream", "/line", "stream", "/line"]);
assert.deepEqual(lost.sentIds.slice(0, 4), ["a", "a", "a", "a"]);

// After a reset the place is unknown: it joins again automatically and says so.
const reset = await visited(
  {
    "/assign_queue_num": [joined],
    "/line": [
      [404, { error: "unknown" }],
      [200, line],
    ],
  },
  (facts) => facts.position === 9,
);
assert.deepEqual([reset.facts.id, reset.facts.reset], ["new", true]);

// Continuing: it retries after failures and goes where the server says.
const served = { ...line, turn: "served", serving_counter: 9 };
const on = await visited(
  {
    "/line": [[200, served]],
    "/waiting-room/spring/enter": [null, [503, {}], [200, { location: "https://shop.example/" }]],
  },
  (facts, visit) => {
    if (facts.turn === "served" && facts.door === "") {
      queueMicrotask(() => visit.goOn());
    }
    return facts.door === "entered";
  },
);
// A visitor who is still here after a while can continue once more.
assert.ok(on.slept.includes(10_000), String(on.slept));
assert.deepEqual(await on.left, { location: "https://shop.example/" });
assert.equal(new Place("spring", kept).read().entered, true);

// It forwards automatically once: a visitor who returns decides for themselves.
const returned = await visited(
  { "/line": [[200, served]], "/waiting-room/spring/enter": [[200, { location: "https://shop.example/" }]] },
  (facts) => facts.door === "entered",
  { own: { page: { auto_forward: true } } },
);
assert.ok(!returned.asked.includes("/waiting-room/spring/enter"));

// A turn that /enter calls expired is expired.
const over = await visited(
  { "/line": [[200, served]], "/waiting-room/spring/enter": [[410, { error: "expired" }]] },
  (facts, visit) => {
    if (facts.turn === "served" && facts.door === "" && !facts.over) {
      queueMicrotask(() => visit.goOn());
    }
    return facts.over;
  },
);
assert.equal(stateOf(over.facts), "expired");

console.log(JSON.stringify({ passed: true }));
process.exit(0);
