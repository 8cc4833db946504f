// One visit: joins, waits, continues. What it needs of a browser is passed in, so that it runs in tests too.
import { ask, backOffMs, isAway, json, jittered, trouble } from "./ask.js";
import { enter } from "./door.js";
import { follow } from "./line.js";
import { ahead, NOTHING, stateOf } from "./view.js";

const CLOSED_MS = 45_000;
const FULL_MS = 30_000;
const EARLY_MS = 2000;
const LEAVING_MS = 10_000;

export class Visit {
  #page;
  #browser;
  #place;
  #shown;
  #facts = NOTHING;
  #line = new AbortController();

  /**
   * @param page event_id, root, return_to, auto_forward
   * @param browser fetch, events(url, request), now(), random(), sleep(ms, signal), timer(run, ms), clearTimer(timer), online(),
   *   stale(run, signal), alone(name, run), leave(way)
   * @param place the stored place
   * @param shown called with the facts whenever they change
   */
  constructor(page, browser, place, shown) {
    this.#page = page;
    this.#browser = browser;
    this.#place = place;
    this.#shown = shown;
  }

  get facts() {
    return this.#facts;
  }

  /** Never returns. */
  async run() {
    for (;;) {
      const id = await this.#join();
      this.#line = new AbortController();
      const how = await follow(id, this.#parts(this.#line.signal));
      if (how === "unknown") {
        this.#place.forget(id);
        this.#facts = { ...NOTHING, reset: true };
        await this.#browser.sleep(jittered(500, this.#browser.random), this.#line.signal);
      } else {
        this.#facts = NOTHING;
      }
    }
  }

  /** Follows a change of the place by another tab. */
  placeChanged() {
    const place = this.#place.read();
    if (place?.entered && this.#facts.turn === "served") {
      this.#update({ door: "entered" });
    }
    if (place && place.id !== this.#facts.id) {
      this.#line.abort();
    }
  }

  /** Drops an expired place and joins again. */
  again() {
    this.#place.forget(this.#facts.id);
    this.#line.abort();
  }

  /** Takes the turn. */
  async goOn() {
    const { id, door } = this.#facts;
    if (door === "entering") {
      return;
    }
    this.#update({ door: "entering" });
    const way = await enter(id, this.#parts(this.#line.signal));
    if (typeof way === "object") {
      this.#place.keep({ ...this.#place.read(), id, entered: true });
      this.#update({ door: way.location ? "entering" : "done", connection: "ok" });
      if (way.location) {
        this.#browser.leave(way);
        this.#offerAgain();
      }
      return;
    }
    if (way === "unknown") {
      this.again();
    } else if (way === "early") {
      // /enter knows better than the line did; ask the line again, but not at once.
      this.#update({ door: "", connection: "ok", turn: "waiting" });
      await this.#browser.sleep(jittered(EARLY_MS, this.#browser.random), this.#line.signal);
      this.#line.abort();
    } else {
      this.#update({ door: "", connection: "ok", over: way === "expired" });
    }
  }

  /** Enables the button again after a return from the target through the browser's page cache. */
  cameBack() {
    this.#update({ door: "" });
  }

  /** A visitor who is still here after a while has stopped the navigation, or the target was a download. */
  async #offerAgain() {
    await this.#browser.sleep(LEAVING_MS, this.#line.signal);
    if (this.#facts.door === "entering") {
      this.#update({ door: "entered" });
    }
  }

  #parts(signal) {
    const update = (news) => this.#update(news);
    return { page: this.#page, browser: this.#browser, signal, facts: () => this.#facts, update };
  }

  #update(news) {
    this.#facts = { ...this.#facts, ...news };
    const before = ahead(this.#facts);
    if (this.#facts.start === null && before !== null) {
      this.#facts.start = before;
      this.#place.keep({ ...this.#place.read(), id: this.#facts.id, start: before });
    }
    this.#shown(this.#facts);
    if (this.#page.auto_forward && stateOf(this.#facts) === "turn" && this.#facts.door === "") {
      this.#forward();
    }
  }

  /** Forwards once and from one tab; a visitor who returns decides for themselves. */
  #forward() {
    if (this.#place.read()?.entered) {
      this.#update({ door: "entered" });
      return;
    }
    this.#facts.door = "forwarding";
    this.#browser.alone(`${this.#place.key} forward`, async () => {
      if (this.#place.read()?.entered) {
        this.#update({ door: "entered" });
      } else {
        await this.goOn();
      }
    });
  }

  /** The stored place or a new one, shared by all tabs, which try in turn. */
  async #join() {
    const { alone, sleep } = this.#browser;
    this.#shown(this.#facts);
    for (let tries = 0; ; tries++) {
      const found = this.#place.read() ?? (await alone(this.#place.key, () => this.#attempt(tries)));
      if (found.id) {
        this.#place.keep(found);
        this.#update({ joining: "joined", state: "open", connection: "ok", id: found.id, start: found.start ?? null });
        return found.id;
      }
      await sleep(found.pauseMs);
    }
  }

  /** One attempt to join: a place, or the pause before the next attempt. */
  async #attempt(tries) {
    const { fetch, random, online } = this.#browser;
    const kept = this.#place.read();
    if (kept) {
      return kept;
    }
    const answer = await ask(fetch, `${this.#page.root}assign_queue_num`, json({ event_id: this.#page.event_id }));
    if (answer.status === 200 && answer.body.api_request_id) {
      const place = { id: answer.body.api_request_id };
      this.#place.keep(place);
      return place;
    }
    if (answer.status === 429 && answer.body.error) {
      this.#update({ joining: "full", state: "open", connection: "ok" });
      return { pauseMs: jittered(answer.retryAfterMs || FULL_MS, random) };
    }
    if (answer.status === 403 && answer.body.error) {
      this.#update({ joining: "rejected", state: "open", connection: "ok" });
      return { pauseMs: jittered(CLOSED_MS, random) };
    }
    if (isAway(answer)) {
      this.#update({ connection: trouble(answer, online()) });
      return { pauseMs: backOffMs(tries, answer.retryAfterMs, random) };
    }
    this.#update(answer.status === 410 ? { state: "closed", connection: "ok" } : { joining: "missing" });
    return { pauseMs: jittered(CLOSED_MS, random) };
  }
}
