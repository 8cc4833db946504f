// Turns facts into a view of the page. Pure: the same facts give the same view.

/** The facts before anything is known. */
export const NOTHING = {
  id: null,
  /** "joining", "joined", "full", "rejected", "missing" */
  joining: "joining",
  position: null,
  start: null,
  serving: null,
  state: "open",
  message: "",
  /** "prequeue", "drawing" or "running" while an event of the room is under way */
  phase: null,
  /** When people are called, on this device's clock, milliseconds. */
  startsAt: null,
  pace: null,
  wait: null,
  turn: "waiting",
  expiresAt: null,
  /** The turn has expired according to /enter, whatever the line says. */
  over: false,
  /** "ok", "offline", "away", "crowd" */
  connection: "ok",
  reset: false,
  /** "", "forwarding", "entering", "entered" (someone has continued from here before), "done" (admitted, with no target) */
  door: "",
};

/** People ahead of the visitor; null if not known yet. */
export function ahead(facts) {
  return facts.position === null || facts.serving === null
    ? null
    : Math.max(0, facts.position - Math.max(0, facts.serving) - 1);
}

/** The wait in seconds with its range; null if unknown. */
export function expected(facts) {
  if (!facts.pace || facts.position === null || facts.serving === null || !(facts.pace.per_minute > 0)) {
    return facts.wait;
  }
  const calls = 60 * Math.max(0, facts.position - Math.max(0, facts.serving));
  const at = (perMinute) => (perMinute > 0 ? calls / perMinute : null);
  return {
    seconds: at(facts.pace.per_minute),
    low: at(facts.pace.quick) ?? at(facts.pace.per_minute),
    high: at(facts.pace.slow),
  };
}

/** The state of the page. */
export function stateOf(facts) {
  if (facts.joining === "missing") {
    return "missing";
  }
  if (facts.state === "closed") {
    return "closed";
  }
  if (facts.joining !== "joined") {
    return facts.joining;
  }
  if (facts.turn === "expired" || facts.over) {
    return "expired";
  }
  if (facts.state === "paused") {
    return "paused";
  }
  if (facts.turn === "served") {
    return "turn";
  }
  if (ahead(facts) === null) {
    return "joining";
  }
  return facts.phase === "prequeue" || facts.phase === "drawing" ? "prequeue" : "waiting";
}

/**
 * The view: texts by part of the page; an empty text hides its part.
 *
 * @param page name, auto_forward
 * @param words the Words of the page's language
 */
export function view(facts, page, words, now) {
  const state = stateOf(facts);
  const inLine = ["waiting", "prequeue", "paused"].includes(state);
  const before = ahead(facts);
  const wait = words.wait(expected(facts));
  const moved =
    inLine && facts.start > 0 && before !== null ? Math.max(0, Math.min(1, 1 - before / facts.start)) : null;
  return {
    state,
    headline: words.text(`${state}.headline`),
    detail: detail(state, facts, page, words),
    position: inLine && facts.position !== null ? words.number(facts.position) : "",
    ahead: inLine && before !== null ? words.number(before) : "",
    wait: state === "waiting" ? wait.about : "",
    range: state === "waiting" ? wait.range : "",
    progress: moved,
    message: facts.message,
    notice: notice(state, facts, words),
    left:
      state === "turn" && facts.expiresAt !== null && facts.door !== "done"
        ? words.countdown((facts.expiresAt - now) / 1000)
        : "",
    starts: starts(state, facts, words, now),
    enter:
      state === "turn" && facts.door !== "done"
        ? words.text(facts.door === "entering" ? "turn.busy" : "turn.button")
        : "",
    again: state === "expired" ? words.text("expired.button") : "",
    title: title(state, before, page, words, starts(state, facts, words, now)),
    announcement: announcement(state, before, wait, words),
  };
}

function detail(state, facts, page, words) {
  if (state !== "turn") {
    return words.text(`${state}.detail`);
  }
  if (facts.door === "entered" || facts.door === "done") {
    return words.text(`turn.${facts.door}`);
  }
  if (page.auto_forward) {
    return words.text("turn.forwarding");
  }
  return words.text(facts.expiresAt === null ? "turn.detail_open" : "turn.detail");
}

function notice(state, facts, words) {
  if (facts.connection !== "ok" && state !== "missing") {
    // Only a visitor with a place is told that it is kept.
    const kept = facts.joining === "joined" || facts.connection === "crowd";
    return words.text(kept ? `notice.${facts.connection}` : "notice.trying");
  }
  return facts.reset && state === "waiting" ? words.text("notice.reset") : "";
}

/** The time until people are called. */
function starts(state, facts, words, now) {
  return state === "prequeue" && facts.startsAt !== null ? words.countdown((facts.startsAt - now) / 1000) : "";
}

function title(state, before, page, words, countdown) {
  if (countdown) {
    return `${countdown} · ${page.name}`;
  }
  if (state === "turn") {
    return `● ${words.text("turn.headline")} — ${page.name}`;
  }
  return state === "waiting"
    ? `${words.number(before)} · ${page.name}`
    : `${words.text(`${state}.headline`)} — ${page.name}`;
}

function announcement(state, before, wait, words) {
  return state === "waiting"
    ? `${words.text("ahead.label")}: ${words.number(before)}. ${words.text("wait.label")}: ${wait.about}.`
    : "";
}
