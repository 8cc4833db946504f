// All rooms at a glance.

import { html, nothing } from "./lit-html.js";
import { roomPath, send } from "./api.js";
import { openDialog } from "./dialog.js";
import { empty, figure, loading } from "./figures.js";
import { count, rate } from "./format.js";
import { allAlarms, allRooms, connection, learn, paceOf } from "./live.js";
import { roomAddress } from "./router.js";
import { may, whyNot } from "./session.js";
import { badge, inletWords, roomState } from "./states.js";
import { changed } from "./store.js";

let filter = "";

export const title = () => "Rooms";

export function draw() {
  const rooms = allRooms();
  return html`
    <div class="heading">
      <h1 tabindex="-1">Rooms</h1>
      <div class="guarded">
        <button class="primary" ?disabled=${!may("admin")} @click=${create}>New room</button>
        ${whyNot("admin") ? html`<p class="reason">${whyNot("admin")}</p>` : nothing}
      </div>
    </div>
    ${rooms === null ? loading("the rooms") : rooms.length === 0 ? none() : [totals(rooms), table(rooms)]}
  `;
}

const none = () =>
  empty(
    "No rooms yet",
    may("admin")
      ? "A room is one line of people. Create the first one."
      : "A room is one line of people. Someone with the role admin can create one.",
    may("admin") ? html`<button class="primary" @click=${create}>New room</button>` : nothing,
  );

function totals(rooms) {
  const open = rooms.filter((room) => room.state === "open");
  const paces = open.map((room) => paceOf(room.event_id));
  const ringing = allAlarms()?.filter((alarm) => alarm.state === "ALARM").length ?? null;
  return html`<dl class="figures">
    ${figure("Waiting", count(sum(open.map((room) => room.counters.waiting_num))))}
    ${figure("Inside", count(sum(open.map((room) => room.counters.active_tokens))))}
    ${figure("Arrivals", rate(sum(paces.map((pace) => pace.arrivals))), "per minute")}
    ${figure("Admissions", rate(sum(paces.map((pace) => pace.admissions))), "per minute")}
    ${figure("Open rooms", count(open.length), paused(open))}
    ${figure("Alarms ringing", count(ringing), "", ringing > 0 ? "alarm" : "")}
  </dl>`;
}

const paused = (rooms) => {
  const number = rooms.filter((room) => room.settings.paused).length;
  return number === 0 ? "none paused" : `${number} paused`;
};

/** The sum; null if any value is unknown. */
const sum = (values) =>
  values.some((value) => value === null || value === undefined) ? null : values.reduce((all, one) => all + one, 0);

function table(rooms) {
  const shown = rooms.filter((room) => room.event_id.toLowerCase().includes(filter.toLowerCase()));
  const search = (event) => {
    filter = event.target.value;
    changed();
  };
  return html`
    ${
      rooms.length > 8
        ? html`<label class="field search"><span class="label">Find a room</span
          ><input type="search" .value=${filter} @input=${search} /></label>`
        : nothing
    }
    <div class="rooms" role="table" aria-label="Rooms" aria-busy=${connection.state === "connecting"}>
      <div class="row head" role="row">
        ${["Room", "State", "Waiting", "Inside", "Arrivals / min", "Admissions / min", "Serving", "Let in"].map(
          (name) => html`<span role="columnheader" class=${name === "Serving" ? "serving" : ""}>${name}</span>`,
        )}
      </div>
      ${shown.map(row)}
    </div>
    ${shown.length === 0 ? html`<p class="none">No room has “${filter}” in its name.</p>` : nothing}
  `;
}

function row(room) {
  const { counters } = room;
  const pace = room.state === "open" ? paceOf(room.event_id) : { arrivals: null, admissions: null };
  return html`<div class="row ${roomState(room)}" role="row">
    <span role="rowheader"><a href=${roomAddress(room.event_id)}>${room.event_id}</a></span>
    <span role="cell" class="state">${badge(roomState(room))}</span>
    ${cell("Waiting", count(counters.waiting_num), "big")} ${cell("Inside", count(counters.active_tokens), "big")}
    ${cell("Arrivals / min", rate(pace.arrivals))} ${cell("Admissions / min", rate(pace.admissions))}
    ${cell("Serving", count(counters.serving_counter), "serving")} ${cell("Let in", inletWords(room.settings.inlet), "words")}
  </div>`;
}

const cell = (name, value, kind = "") =>
  html`<span role="cell" class="cell ${kind}"><span class="cell-name" aria-hidden="true">${name}</span>${value}</span>`;

function create() {
  let name = "";
  openDialog({
    title: "New room",
    confirm: "Create the room",
    body: () => html`<p>The name is the <code>event_id</code> that pages and shops send. It cannot be changed later.</p>
      <label class="field">
        <span class="label">Name</span>
        <input name="event_id" autocomplete="off" spellcheck="false" maxlength="64" autofocus
          aria-describedby="name-help" @input=${(event) => (name = event.target.value.trim())} />
      </label>
      <p class="help" id="name-help">1 to 64 letters, digits, dots, hyphens or underscores</p>`,
    act: async () => {
      if (!name) {
        throw new Error("Give the room a name.");
      }
      learn(await send("PUT", roomPath(name), {}));
      location.hash = roomAddress(name);
    },
  });
}
