// The figures of a line and the form that moves its serving counter.

import { html, nothing } from "./lit-html.js";
import { send } from "./api.js";
import { availableServings, called, expiredTokens, increment, meaning } from "./counting.js";
import { figure } from "./figures.js";
import { count, people, rate } from "./format.js";
import { connection, learn, paceOf, roomNamed } from "./live.js";
import { may, whyNot } from "./session.js";
import { changed } from "./store.js";
import { say } from "./toast.js";

const STEPS = [10, 50, 100, 500];
let typed = "";
let trouble = "";
let busy = false;

export function startLine() {
  typed = "";
  trouble = "";
  busy = false;
}

export function lineFigures(room) {
  const { counters } = room;
  const pace = room.state === "open" ? paceOf(room.event_id) : { arrivals: null, admissions: null };
  const free = availableServings(counters);
  const toFetch = called(counters) - counters.token_counter - counters.expired_queue_counter;
  return html`<dl class="figures lead">
    ${figure("Serving counter", count(counters.serving_counter), `of ${count(counters.queue_counter)} in all`, "first")}
    ${figure("Waiting", count(counters.waiting_num), toFetch > 0 ? `${count(toFetch)} called` : "")}
    ${figure("Active tokens", count(counters.active_tokens), "inside now")}
    ${figure("Expired tokens", count(expiredTokens(counters)), "not completed in time")}
    ${figure("Available servings", count(free), free > 0 ? "walk straight in" : "the next one waits")}
    ${figure("Arrivals", rate(pace.arrivals), "per minute")}
    ${figure("Admissions", rate(pace.admissions), "per minute")}
  </dl>`;
}

export function letInCard(room) {
  const inCharge = room.settings.inlet.strategy === "capacity";
  const reason =
    whyNot("operator") || (inCharge ? CAPACITY : "") || (room.state === "open" ? "" : "The room is closed.");
  const by = increment(typed);
  const input = (event) => {
    typed = event.target.value;
    trouble = "";
    changed();
  };
  const submit = (event) => {
    event.preventDefault();
    if (!reason) {
      move(room.event_id, event.target.elements.by);
    }
  };
  return html`<section class="card let-in" aria-labelledby="let-in-title">
    <h2 id="let-in-title">Let people in</h2>
    <form novalidate @submit=${submit}>
      <div class="steps" role="group" aria-label="Common increments">
        ${STEPS.map(
          (step) => html`<button type="button" class="step" ?disabled=${reason !== ""} @click=${() => set(step)}>
            +${step}
          </button>`,
        )}
      </div>
      <label class="field">
        <span class="label">Move the serving counter by</span>
        <input id="by" name="by" inputmode="numeric" autocomplete="off" placeholder="such as 50 or -10" .value=${typed}
          ?disabled=${reason !== ""} aria-invalid=${trouble ? "true" : "false"} aria-describedby="by-meaning by-trouble"
          @input=${input} />
      </label>
      <p class="meaning" id="by-meaning">${reason ? reason : words(room.counters, by)}</p>
      <p class="trouble" id="by-trouble" role="alert">${trouble}</p>
      <button class="primary block" ?disabled=${reason !== "" || by === null || busy || !may("operator")}>
        ${by !== null && by < 0 ? `Move back by ${count(-by)}` : by === null ? "Let in" : `Let in ${count(by)}`}
      </button>
    </form>
  </section>`;
}

const CAPACITY =
  "The inlet “capacity” enforces exact limits: it alone moves the serving counter. Change the inlet to let people in by hand.";

/** The effect of the increment, in sentences. */
function words(counters, by) {
  if (by === null) {
    return typed.trim() === ""
      ? "Any whole number; a negative one moves the counter back."
      : "Enter a whole number other than 0.";
  }
  const meant = meaning(counters, by);
  const parts = [];
  if (meant.now > 0) {
    parts.push(`${people(meant.now)} in line ${meant.now === 1 ? "is" : "are"} called now.`);
  }
  if (meant.later > 0) {
    parts.push(`The next ${count(meant.later)} to join walk straight in.`);
  }
  if (meant.taken > 0) {
    parts.push(`${count(meant.taken)} available servings are taken back.`);
  }
  if (meant.back > 0) {
    parts.push(`${people(meant.back)} who were called have to wait again; tokens that were issued stay valid.`);
  }
  return html`Serving counter <strong>${count(meant.from)} → ${count(meant.to)}</strong>. ${parts.join(" ")}
  ${connection.state === "live" ? nothing : html`<em>Based on numbers that are not live.</em>`}`;
}

function set(step) {
  typed = String(step);
  trouble = "";
  changed();
  document.getElementById("by").focus();
}

async function move(eventId, field) {
  const by = increment(typed);
  if (by === null) {
    field.focus();
    return;
  }
  busy = true;
  changed();
  try {
    const answer = await send("POST", "/api/increment_serving_counter", { event_id: eventId, increment_by: by });
    moved(eventId, answer.serving_num);
    say(`The serving counter of ${eventId} is now ${count(answer.serving_num)}.`);
    typed = "";
  } catch (refused) {
    trouble =
      refused.status === 503 || refused.status === 0
        ? `${refused.message} The counter may have moved: check it (${count(roomNamed(eventId)?.counters.serving_counter)}) before you try again.`
        : refused.message;
  }
  busy = false;
  changed();
}

/** Shows the new counter before the stream does, within a second. */
function moved(eventId, serving) {
  const room = roomNamed(eventId);
  if (room) {
    learn({ ...room, counters: { ...room.counters, serving_counter: serving } });
  }
}
