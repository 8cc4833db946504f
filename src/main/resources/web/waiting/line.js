// Follows the line for one place: by stream where that works, otherwise by polling at the server's pace. Never gives up.
import { ask, backOffMs, isAway, jittered, trouble } from "./ask.js";

const STREAM_PATIENCE_MS = 10_000;
const QUIET_MS = 60_000;
const STREAM_AGAIN_MS = 30_000;
const STREAM_AGAIN_MAX_MS = 300_000;
const CLOSED_MS = 45_000;
const AFTER_CUT_MS = 2000;
/** The id of a place is as good as the place, and addresses get into logs. */
const ID_HEADER = "X-Waiting-Room-Request-Id";

/**
 * The facts of a line event or of a response of /line.
 *
 * @param ahead milliseconds by which this device's clock is ahead of the server's
 */
export function lineFacts(line, ahead) {
  return {
    serving: line.serving_counter,
    state: line.state,
    message: line.message ?? "",
    phase: line.phase ?? null,
    startsAt: line.starts_at == null ? null : 1000 * line.starts_at + ahead,
  };
}

/** The milliseconds by which this device's clock is ahead of the server's; 0 where the server does not say. */
function clockAhead(told, now) {
  return told.server_time_ms == null ? 0 : now - told.server_time_ms;
}

/** The facts of the visitor's own turn; the time left becomes a time on this device's clock. */
export function turnFacts(turn, expiresIn, now) {
  return { turn, expiresAt: turn === "served" && expiresIn != null ? now + 1000 * expiresIn : null };
}

/** Moving the counter back revokes a turn; an expired one stays expired. */
function takenBack({ turn, position }, line) {
  return turn === "served" && position > line.serving_counter ? turnFacts("waiting", null, 0) : {};
}

/** All facts of a response of /line. */
export function answerFacts(body, now) {
  const wait = body.estimated_wait;
  return {
    ...lineFacts(body, clockAhead(body, now)),
    ...turnFacts(body.turn, body.expires_in, now),
    position: body.position,
    pace: null,
    wait: wait == null ? null : { seconds: wait, low: body.range?.[0] ?? wait, high: body.range?.[1] ?? null },
    connection: "ok",
  };
}

/**
 * Runs until the place is no longer known ("unknown") or the signal aborts ("ended").
 *
 * @param visit.page event_id, and root: the path to the API
 * @param visit.facts returns what is known so far
 * @param visit.update takes facts that have changed
 * @param visit.signal an AbortSignal
 */
export async function follow(id, visit) {
  const { browser, signal } = visit;
  const query = new URLSearchParams({ event_id: visit.page.event_id });
  let request = { headers: { [ID_HEADER]: id } };
  let streamFrom = 0;
  let streamFailures = 0;
  let tries = 0;
  while (!signal.aborted) {
    // While the server is away, poll: a request is cheaper than a stream, and its response says why.
    if (tries === 0 && browser.now() >= streamFrom) {
      const how = await stream(`${visit.page.root}stream?${query}`, request, visit);
      if (how === "unknown" || how === "ended") {
        return how;
      }
      streamFailures = how === "failed" ? streamFailures + 1 : 0;
      streamFrom = how === "failed" ? browser.now() + streamPauseMs(streamFailures, browser.random) : 0;
      await browser.sleep(how === "cut" ? browser.random() * AFTER_CUT_MS : 0, signal);
    }
    const answer = await ask(browser.fetch, `${visit.page.root}line?${query}`, request);
    if (isWithoutId(answer) && !query.has("request_id")) {
      // A proxy removes the header, or this node is older than the page. Better a place in a log than none.
      query.set("request_id", id);
      request = {};
      streamFrom = 0;
      streamFailures = 0;
      continue;
    }
    if (answer.status === 404 || answer.status === 400) {
      return "unknown";
    }
    if (isAway(answer)) {
      streamFrom = 0;
      streamFailures = 0;
    }
    tries = isAway(answer) ? tries + 1 : 0;
    await browser.sleep(take(answer, tries, browser.now() < streamFrom, visit), signal);
  }
  return "ended";
}

/** Checks for the gateway's error, which has a message; that of a wrong id has an error. */
function isWithoutId(answer) {
  return answer.status === 400 && answer.body.message !== undefined;
}

/** Processes a response of /line; returns milliseconds until the next attempt. */
function take(answer, tries, polling, { browser, signal, update }) {
  if (signal.aborted) {
    return 0;
  }
  if (tries > 0) {
    update({ connection: trouble(answer, browser.online()) });
    return backOffMs(tries - 1, answer.retryAfterMs, browser.random);
  }
  if (answer.status === 410) {
    update({ state: "closed", connection: "ok" });
    return jittered(CLOSED_MS, browser.random);
  }
  update(answerFacts(answer.body, browser.now()));
  return polling ? jittered(1000 * (answer.body.poll_after || 5), browser.random) : 0;
}

function streamPauseMs(failures, random) {
  return jittered(Math.min(STREAM_AGAIN_MAX_MS, STREAM_AGAIN_MS * 2 ** Math.min(failures - 1, 10)), random);
}

/**
 * Follows one stream to its end: "unknown", "closed", "ended" by the signal, "failed" before any event, "cut", or "quiet"
 * after so long a silence that it may have died unnoticed. The server sends an event at once; headers alone may come from
 * something in between that holds back the rest.
 */
function stream(url, request, { browser, signal, facts, update }) {
  return new Promise((resolve) => {
    const source = browser.events(url, request);
    const over = new AbortController();
    let opened = false;
    let placed = false;
    let ahead = 0;
    let timer = 0;
    const finish = (how) => {
      source.close();
      browser.clearTimer(timer);
      over.abort();
      resolve(how);
    };
    const expect = (milliseconds, otherwise) => {
      browser.clearTimer(timer);
      timer = browser.timer(() => finish(otherwise), milliseconds);
    };
    const on = (name, handle) =>
      source.addEventListener(name, (event) => {
        if (!opened) {
          opened = true;
          update({ connection: "ok" });
        }
        expect(jittered(QUIET_MS, browser.random), "quiet");
        handle(JSON.parse(event.data));
      });
    expect(STREAM_PATIENCE_MS, "failed");
    source.addEventListener("error", () => finish(opened ? "cut" : "failed"));
    on("place", (place) => {
      placed = true;
      ahead = clockAhead(place, browser.now());
      update({ position: place.position });
    });
    on("line", (line) => {
      if (!placed) {
        // A stream of the line alone: the id did not arrive. The response of /line tells why.
        finish("failed");
        return;
      }
      update({ ...lineFacts(line, ahead), ...takenBack(facts(), line), pace: line.pace, wait: null });
    });
    on("served", (turn) => update(turnFacts("served", turn.expires_in, browser.now())));
    on("expired", () => update(turnFacts("expired", null, browser.now())));
    on("unknown", () => finish("unknown"));
    on("closed", () => finish("closed"));
    browser.stale(() => finish("quiet"), over.signal);
    signal.addEventListener("abort", () => finish("ended"), { signal: over.signal });
  });
}
