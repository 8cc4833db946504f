// The audit trail, newest first.

import { html, nothing } from "./lit-html.js";
import { read } from "./api.js";
import { failed, loading } from "./figures.js";
import { moment } from "./format.js";
import { changed } from "./store.js";

let entries = null;
let next = null;
let refusal = null;
let busy = false;
let filters = {};

export const title = () => "Audit";

export function enter() {
  filters = {};
  load();
}

export function leave() {
  entries = null;
}

async function load(after = null) {
  const query = new URLSearchParams({ limit: "50", ...filters, ...(after ? { after } : {}) });
  busy = true;
  changed();
  try {
    const page = await read(`/audit?${query}`);
    entries = after ? [...entries, ...page.entries] : page.entries;
    next = page.next ?? null;
    refusal = null;
  } catch (refused) {
    refusal = refused;
    if (!after) {
      // Entries of the old filters would look like the result of the new ones.
      entries = null;
    }
  }
  busy = false;
  changed();
}

export function draw() {
  return html`
    <div class="heading"><h1 tabindex="-1">Audit</h1></div>
    ${form()}
    ${refusal && entries ? html`<p class="trouble" role="alert">${refusal.message}</p>` : nothing}
    ${entries ? [table(), older()] : refusal ? failed(refusal, () => load()) : loading("the audit trail")}
  `;
}

function form() {
  const submit = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    filters = {};
    for (const name of ["event_id", "principal"]) {
      if (given.get(name).trim()) {
        filters[name] = given.get(name).trim();
      }
    }
    for (const name of ["from", "to"]) {
      if (given.get(name)) {
        filters[name] = new Date(given.get(name)).toISOString();
      }
    }
    load();
  };
  const input = (name, label, type = "text") => html`<label class="field">
    <span class="label">${label}</span><input name=${name} type=${type} autocomplete="off" />
  </label>`;
  return html`<form class="filters" novalidate @submit=${submit}>
    ${input("event_id", "Room")} ${input("principal", "Who")} ${input("from", "From", "datetime-local")}
    ${input("to", "To", "datetime-local")}
    <button ?disabled=${busy}>Filter</button>
  </form>`;
}

function table() {
  if (entries.length === 0) {
    return html`<p class="none">No changes ${next ? "in the part searched so far." : "in this period."}</p>`;
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Audit trail">
    <table class="audit stacked" role="table">
      <thead role="rowgroup">
        <tr role="row">${["When", "Who", "What", "Status", "Change"].map((name) => html`<th role="columnheader">${name}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${entries.map(row)}</tbody>
    </table>
  </div>`;
}

function row(entry) {
  return html`<tr role="row" class=${entry.status >= 400 ? "refused" : ""}>
    <td role="cell" class="when">${moment(entry.at)}</td>
    <td role="cell">${entry.principal}<span class="help">${entry.role}${entry.address ? ` · ${entry.address}` : ""}</span></td>
    <td role="cell" class="mono">${entry.method} ${entry.path}${entry.event_id && !entry.path.includes(entry.event_id) ? html`<span class="help">${entry.event_id}</span>` : nothing}</td>
    <td role="cell" data-name="Status">${entry.status}</td>
    <td role="cell">${changes(entry.before, entry.after)}</td>
  </tr>`;
}

/** The differences between two documents, field by field. */
function changes(before, after) {
  const all = (document) => (document && typeof document === "object" ? document : {});
  const names = [...new Set([...Object.keys(all(before)), ...Object.keys(all(after))])];
  const text = (value) =>
    value === undefined ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const differing = names.filter((name) => text(all(before)[name]) !== text(all(after)[name]));
  if (differing.length === 0) {
    return "–";
  }
  const one = (name) =>
    html`<li><span class="name">${name}</span> ${text(all(before)[name])} → <strong>${text(all(after)[name])}</strong></li>`;
  return differing.length <= 3
    ? html`<ul class="diff">${differing.map(one)}</ul>`
    : html`<details><summary>${differing.length} fields</summary><ul class="diff">${differing.map(one)}</ul></details>`;
}

const older = () =>
  next
    ? html`<div class="actions"><button ?disabled=${busy} @click=${() => load(next)}>Older entries</button></div>`
    : nothing;
