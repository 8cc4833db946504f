// The settings form of a room, which keeps operators from overwriting each other's changes.

import { html, nothing } from "./lit-html.js";
import { ask, read, roomPath } from "./api.js";
import { endings } from "./room-endings.js";
import { blamed, field } from "./fields.js";
import { failed, loading } from "./figures.js";
import { learn } from "./live.js";
import { whyNot } from "./session.js";
import { GROUPS, INLETS } from "./setting-fields.js";
import { STRATEGIES } from "./states.js";
import { changed } from "./store.js";
import { complain, say } from "./toast.js";

/** The state of the form: the settings as read, the draft, the errors. */
let form = null;
let eventId = null;
let refusal = null;
let alarms = [];

export function enter(room) {
  eventId = room;
  load();
}

export function leave() {
  form = null;
  eventId = null;
  refusal = null;
}

/** Loads the settings; returns whether they arrived and the room is still on display. */
async function load() {
  const mine = eventId;
  try {
    const { json, etag } = await ask("GET", roomPath(mine));
    if (mine !== eventId) {
      return false;
    }
    form = {
      etag,
      read: json.settings,
      draft: structuredClone(json.settings),
      trouble: {},
      conflict: false,
      busy: false,
    };
    refusal = null;
  } catch (refused) {
    if (mine !== eventId) {
      return false;
    }
    refusal = refused;
    if (form) {
      Object.assign(form, { busy: false, trouble: { "": `Not up to date: ${refused.message}` } });
    }
    changed();
    return false;
  }
  changed();
  try {
    alarms = (await read("/alarms")).alarms.map((alarm) => alarm.name);
  } catch {
    alarms = [];
  }
  changed();
  return mine === eventId;
}

export function draw(room) {
  if (room.state === "closed") {
    return endings(room);
  }
  if (!form) {
    return refusal ? failed(refusal, load) : loading("the settings");
  }
  return [settings(room), endings(room)];
}

function settings(room) {
  const reason = whyNot("operator");
  const dirty = Object.keys(difference()).length > 0;
  return html`<form class="settings" novalidate @submit=${save}>
    ${reason ? html`<p class="notice">${reason} The settings are read-only.</p>` : nothing}
    <fieldset class="bare" ?disabled=${reason !== ""}>
      <div class="groups">
        ${inletGroup()}
        ${GROUPS.map(
          (group) => html`<section class="card" aria-label=${group.title}>
            <h2>${group.title}</h2>
            ${group.fields.map((one) => drawn(one, form.draft, one.name))}
          </section>`,
        )}
      </div>
    </fieldset>
    <datalist id="alarm-names">${alarms.map((name) => html`<option value=${name}></option>`)}</datalist>
    ${form.conflict ? conflict() : nothing}
    <p class="trouble" role="alert">${form.trouble[""] ?? ""}</p>
    ${
      reason
        ? nothing
        : html`<div class="actions save">
          <button class="primary" ?disabled=${!dirty || form.busy}>Save the settings</button>
          <button type="button" ?disabled=${!dirty || form.busy} @click=${load}>Discard my changes</button>
          <span class="help">${dirty ? `${Object.keys(difference()).length} changed, not saved yet` : `Saved and in effect in ${room.event_id}`}</span>
        </div>`
    }
  </form>`;
}

function inletGroup() {
  const { inlet } = form.draft;
  const choose = (event) => {
    const strategy = event.target.value;
    form.draft.inlet =
      form.read.inlet.strategy === strategy
        ? { ...form.read.inlet }
        : { strategy, ...Object.fromEntries(INLETS[strategy].fields.map((one) => [one.name, one.default])) };
    changed();
  };
  return html`<section class="card" aria-label="Inlet">
    <h2>Inlet: how people are let in</h2>
    <div class="field">
      <label class="label" for="inlet-strategy">Strategy</label>
      <select id="inlet-strategy" aria-describedby="inlet-help" .value=${inlet.strategy} @change=${choose}>
        ${Object.entries(STRATEGIES).map(
          ([strategy, name]) =>
            html`<option value=${strategy} ?selected=${strategy === inlet.strategy}>${name}</option>`,
        )}
      </select>
      <span class="help" id="inlet-help">${INLETS[inlet.strategy].help}</span>
    </div>
    ${INLETS[inlet.strategy].fields.map((one) => drawn(one, inlet, `inlet.${one.name}`))}
  </section>`;
}

function drawn(one, values, name) {
  return field(idOf(name), one, values[one.name], form.trouble[name], (value) => {
    values[one.name] = value;
    delete form.trouble[name];
    changed();
  });
}

const idOf = (name) => `setting-${name.replace(".", "-")}`;

function conflict() {
  const theirs = async () => {
    const mine = difference();
    if (await load()) {
      Object.assign(form.draft, mine);
      say(`Loaded their settings and kept your changes: ${Object.keys(mine).join(", ")}.`);
    }
  };
  return html`<div class="notice paused" role="alert">
    <strong>Someone else has changed the settings.</strong> Your changes were not saved.
    <div class="actions">
      <button type="button" @click=${theirs}>Load theirs, keep my changes</button>
      <button type="button" @click=${load}>Load theirs, discard mine</button>
    </div>
  </div>`;
}

/** The changed settings; the inlet counts as one. */
function difference() {
  const { read: before, draft } = form;
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}

async function save(event) {
  event.preventDefault();
  const mine = form;
  const room = eventId;
  Object.assign(form, { busy: true, trouble: {}, conflict: false });
  changed();
  try {
    const { json } = await ask("PATCH", roomPath(room), difference(), { "If-Match": form.etag });
    learn(json);
    say("The settings are saved and in effect.");
    if (form === mine) {
      await load();
    }
  } catch (refused) {
    if (form !== mine) {
      complain(`The settings of ${room} are not saved: ${refused.message}`);
      return;
    }
    form.busy = false;
    form.conflict = refused.status === 412;
    if (!form.conflict) {
      blame(refused.message);
    }
    changed();
  }
}

/** Shows an error at the field that it names and moves the focus there. */
function blame(detail) {
  const inlet = INLETS[form.draft.inlet.strategy].fields.map((one) => `inlet.${one.name}`);
  const others = GROUPS.flatMap((group) => group.fields.map((one) => one.name));
  const name = blamed(detail, [...inlet, ...others]);
  form.trouble = { [name ?? ""]: detail };
  if (name) {
    document.getElementById(idOf(name)).focus();
  }
}
