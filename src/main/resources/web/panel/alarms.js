// The list of alarms: state, last change, definition, history.

import { html, nothing } from "./lit-html.js";
import { define, inWords } from "./alarm-definition.js";
import { ask, read } from "./api.js";
import { openDialog } from "./dialog.js";
import { empty, loading } from "./figures.js";
import { moment } from "./format.js";
import { allAlarms } from "./live.js";
import { may, whyNot } from "./session.js";
import { badge } from "./states.js";
import { changed } from "./store.js";
import { complain, say } from "./toast.js";

/** Changes by alarm name, loaded when a history is opened. */
let histories = new Map();

export const title = () => "Alarms";

export function enter() {
  histories = new Map();
}

export function draw() {
  const alarms = allAlarms();
  const reason = whyNot("admin");
  return html`
    <div class="heading">
      <h1 tabindex="-1">Alarms</h1>
      <div class="guarded">
        <button class="primary" ?disabled=${reason !== ""} @click=${() => define(null)}>New alarm</button>
        ${reason ? html`<p class="reason">${reason}</p>` : nothing}
      </div>
    </div>
    ${alarms ? list(alarms) : loading("the alarms")}
  `;
}

const URGENCY = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };

function list(alarms) {
  if (alarms.length === 0) {
    return empty("No alarms yet", "An alarm rings on a metric, or other systems set it.");
  }
  const sorted = [...alarms].sort((a, b) => URGENCY[a.state] - URGENCY[b.state] || a.name.localeCompare(b.name));
  return html`<ul class="cards">
    ${sorted.map(
      (alarm) => html`<li class="card alarm ${alarm.state === "ALARM" ? "rings" : ""}">
        <div class="alarm-head">
          <h2>${alarm.name}</h2>
          ${badge(alarm.state)}
        </div>
        <p>${alarm.definition ? html`Rings when ${inWords(alarm.definition)}.` : "Other systems set it."}</p>
        <p class="help">Since ${moment(alarm.since)}${alarm.built_in ? ". Built in" : ""}</p>
        ${actions(alarm)} ${history(alarm)}
      </li>`,
    )}
  </ul>`;
}

function actions(alarm) {
  return html`<div class="actions">
    ${
      alarm.definition
        ? nothing
        : html`<button ?disabled=${!may("operator")} @click=${() => set(alarm)}>
          Set to ${alarm.state === "ALARM" ? "OK" : "Alarm"}
        </button>`
    }
    ${
      may("admin")
        ? html`<button @click=${() => define(alarm)}>${alarm.definition ? "Change" : "Define"}</button>
          ${alarm.built_in ? nothing : html`<button class="danger-quiet" @click=${() => remove(alarm)}>Remove</button>`}`
        : nothing
    }
  </div>`;
}

const path = (alarm, rest = "") => `/alarms/${encodeURIComponent(alarm.name)}${rest}`;

async function set(alarm) {
  const state = alarm.state === "ALARM" ? "OK" : "ALARM";
  try {
    await ask("PUT", path(alarm), { state });
    say(`${alarm.name} is set to ${state}.`);
  } catch (refused) {
    complain(refused.message);
  }
}

function remove(alarm) {
  openDialog({
    title: `Remove ${alarm.name}?`,
    confirm: "Remove the alarm",
    danger: true,
    body: () => html`<p>An inlet that refers to it will treat it as OK.</p>`,
    act: async () => {
      await ask("DELETE", path(alarm));
      say(`${alarm.name} is removed.`);
    },
  });
}

function history(alarm) {
  const known = histories.get(alarm.name);
  const open = async (event) => {
    if (!event.target.open) {
      return;
    }
    try {
      histories.set(alarm.name, (await read(path(alarm, "/history?limit=20"))).changes);
    } catch (refused) {
      histories.set(alarm.name, refused);
    }
    changed();
  };
  return html`<details @toggle=${open}>
    <summary>History</summary>
    ${known === undefined ? html`<p class="help">Loading …</p>` : known instanceof Error ? html`<p class="trouble">${known.message}</p>` : changes(known)}
  </details>`;
}

const changes = (all) =>
  all.length === 0
    ? html`<p class="help">No changes in the last 90 days.</p>`
    : html`<ol class="changes">
        ${all.map((one) => html`<li>${badge(one.state)} <span>${moment(one.at)}</span> <span class="help">${one.reason ?? "no reason given"}</span></li>`)}
      </ol>`;
