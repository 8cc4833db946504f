// Finds a visitor by the request id that they read out over the phone.

import { html, nothing } from "./lit-html.js";
import { ask, roomPath, send } from "./api.js";
import { count, moment, span } from "./format.js";
import { whyNot } from "./session.js";
import { changed } from "./store.js";
import { say } from "./toast.js";

const STATES = {
  waiting: "In line",
  called: "Called, may fetch a token",
  expired: "Called, but too late for a token",
  inside: "Inside, with a token",
  token_expired: "The token expired before the session ended",
  completed: "Completed",
  abandoned: "Abandoned",
};

let found = null;
let trouble = "";
let busy = false;

export function startVisitor() {
  found = null;
  trouble = "";
  busy = false;
}

export function visitorCard(room) {
  const submit = (event) => {
    event.preventDefault();
    look(room.event_id, event.target.elements.request_id.value.trim());
  };
  return html`<section class="card" aria-labelledby="visitor-title">
    <h2 id="visitor-title">Find a visitor</h2>
    <form class="inline" novalidate @submit=${submit}>
      <label class="field">
        <span class="label">Request id</span>
        <input name="request_id" autocomplete="off" autocapitalize="off" spellcheck="false" class="mono"
          aria-describedby="visitor-trouble" />
      </label>
      <button ?disabled=${busy}>Find</button>
    </form>
    <p class="trouble" id="visitor-trouble" role="alert">${trouble}</p>
    <div role="status">${found ? result(room, found) : nothing}</div>
  </section>`;
}

function result(room, visitor) {
  const ahead = visitor.position - room.counters.serving_counter;
  const open = visitor.state === "inside" || visitor.state === "token_expired";
  const reason = whyNot("operator");
  const end = (status) => () => mark(room.event_id, visitor.request_id, status);
  return html`<dl class="facts">
      <div><dt>State</dt><dd><strong>${STATES[visitor.state] ?? visitor.state}</strong></dd></div>
      <div><dt>Name in events and the audit trail</dt><dd class="mono">${visitor.name}</dd></div>
      <div><dt>Position</dt><dd>${count(visitor.position)}</dd></div>
      ${
        visitor.state === "waiting" && ahead > 0
          ? html`<div><dt>Called after</dt><dd>${count(ahead)} more</dd></div>`
          : nothing
      }
      <div><dt>Joined</dt><dd>${moment(visitor.entry_time * 1000)}</dd></div>
      ${
        visitor.expires_in === undefined
          ? nothing
          : html`<div><dt>Time left for the token</dt><dd>${span(visitor.expires_in)}</dd></div>`
      }
    </dl>
    ${
      open
        ? html`<div class="actions">
            <button ?disabled=${busy || reason !== ""} @click=${end(1)}>Mark completed</button>
            <button ?disabled=${busy || reason !== ""} @click=${end(-1)}>Mark abandoned</button>
          </div>
          ${reason ? html`<p class="reason">${reason}</p>` : nothing}`
        : nothing
    }`;
}

async function look(eventId, requestId) {
  if (!requestId) {
    trouble = "Enter a request id, such as 01893a4e-….";
    changed();
    return;
  }
  busy = true;
  trouble = "";
  changed();
  try {
    // In a header: addresses are written into logs on the way. Whatever else was typed is no id anyway.
    const headers = { "X-Waiting-Room-Request-Id": requestId.replace(/[^ -~]/g, "?") };
    found = (await ask("GET", roomPath(eventId, "/visitor"), undefined, headers)).json;
  } catch (refused) {
    found = null;
    trouble = refused.message;
  }
  busy = false;
  changed();
}

async function mark(eventId, requestId, status) {
  busy = true;
  changed();
  try {
    await send("POST", "/api/update_session", { event_id: eventId, request_id: requestId, status });
    say(status === 1 ? "The session is completed." : "The session is abandoned.");
    await look(eventId, requestId);
  } catch (refused) {
    trouble = refused.message;
  }
  busy = false;
  changed();
}
