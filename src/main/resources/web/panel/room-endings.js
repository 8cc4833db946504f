// Resetting, closing and reopening a room.

import { html, nothing } from "./lit-html.js";
import { ask, roomPath, send } from "./api.js";
import { openDialog } from "./dialog.js";
import { count, people } from "./format.js";
import { learn, roomNamed } from "./live.js";
import { whyNot } from "./session.js";
import { say } from "./toast.js";

export function endings(room) {
  const reason = whyNot("admin");
  const open = room.state === "open";
  return html`<section class="card endings" aria-labelledby="endings-title">
    <h2 id="endings-title">${open ? "Reset or close" : "Reopen"}</h2>
    ${reason ? html`<p class="reason">${reason}</p>` : nothing}
    ${
      open
        ? [
            ending(
              "Reset",
              "Everyone loses their place, and the counters return to 0. The settings stay.",
              "Reset the room …",
              () => reset(room),
              reason,
            ),
            ending(
              "Close",
              "Visitors are told that the room is closed. It can be reopened.",
              "Close the room …",
              () => close(room),
              reason,
            ),
          ]
        : html`<div class="ending">
          <p>The room starts with its counters at 0 and its previous settings.</p>
          <button class="primary" ?disabled=${reason !== ""} @click=${() => reopen(room)}>Reopen the room …</button>
        </div>`
    }
  </section>`;
}

const ending = (name, text, action, act, reason) =>
  html`<div class="ending">
    <p><strong>${name}.</strong> ${text}</p>
    <button class="danger" ?disabled=${reason !== ""} @click=${act}>${action}</button>
  </div>`;

function loss(room) {
  const { counters } = roomNamed(room.event_id) ?? room;
  return html`<p>
    <strong>${people(counters.waiting_num)}</strong> waiting and <strong>${count(counters.active_tokens)}</strong> with a
    token lose their place. This cannot be undone.
  </p>`;
}

function reset(room) {
  openDialog({
    title: `Reset ${room.event_id}?`,
    confirm: "Reset the room",
    danger: true,
    typed: room.event_id,
    body: () => loss(room),
    act: async () => {
      await send("POST", "/api/reset_initial_state", { event_id: room.event_id });
      say(`${room.event_id} is reset.`);
    },
  });
}

function close(room) {
  openDialog({
    title: `Close ${room.event_id}?`,
    confirm: "Close the room",
    danger: true,
    body: () => html`${loss(room)}<p>To hold the line for a while and keep every place, pause it instead.</p>`,
    act: async () => {
      await ask("DELETE", roomPath(room.event_id));
      say(`${room.event_id} is closed.`);
    },
  });
}

async function reopen(room) {
  openDialog({
    title: `Reopen ${room.event_id}?`,
    confirm: "Reopen the room",
    body: () => html`<p>Visitors can join again. The line is not paused.</p>`,
    act: async () => {
      learn(await send("PUT", roomPath(room.event_id), { ...room.settings, paused: false }));
      say(`${room.event_id} is open.`);
    },
  });
}
