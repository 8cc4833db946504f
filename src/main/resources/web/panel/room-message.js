// The operator's message to everyone in line.

import { html, nothing } from "./lit-html.js";
import { roomPath, send } from "./api.js";
import { learn } from "./live.js";
import { whyNot } from "./session.js";
import { changed } from "./store.js";
import { say } from "./toast.js";

const CHARACTERS_MAX = 500;
/** null: not being edited. */
let draft = null;
let trouble = "";
let busy = false;

export function startMessage() {
  draft = null;
  trouble = "";
  busy = false;
}

export function messageCard(room) {
  const sent = room.settings.message ?? "";
  const reason = whyNot("operator") || (room.state === "open" ? "" : "The room is closed.");
  const text = draft ?? sent;
  const length = [...text].length;
  const input = (event) => {
    draft = event.target.value;
    changed();
  };
  const submit = (event) => {
    event.preventDefault();
    tell(room.event_id, text.trim());
  };
  return html`<section class="card" aria-labelledby="message-title">
    <h2 id="message-title">Message to everyone in line</h2>
    <form novalidate @submit=${submit}>
      <label class="field">
        <span class="label visually-hidden">Message</span>
        <textarea rows="3" name="message" .value=${text} ?disabled=${reason !== ""} aria-describedby="message-help message-trouble"
          placeholder="For example: payment is slow, please stay." @input=${input}></textarea>
      </label>
      <p class="help" id="message-help">${reason || `${length} of ${CHARACTERS_MAX} characters`}</p>
      <p class="trouble" id="message-trouble" role="alert">${trouble}</p>
      <div class="actions">
        <button class="primary" ?disabled=${reason !== "" || busy || text.trim() === sent || length > CHARACTERS_MAX}>
          Send to everyone
        </button>
        ${
          sent && !reason
            ? html`<button type="button" ?disabled=${busy} @click=${() => tell(room.event_id, "")}>Remove the message</button>`
            : nothing
        }
      </div>
    </form>
  </section>`;
}

async function tell(eventId, message) {
  busy = true;
  changed();
  try {
    learn(await send("PATCH", roomPath(eventId), { message }));
    draft = null;
    trouble = "";
    say(message ? "The message is sent to everyone in line." : "The message is removed.");
  } catch (refused) {
    trouble = refused.message;
  }
  busy = false;
  changed();
}
