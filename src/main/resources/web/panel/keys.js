// The access keys and their roles.

import { html, nothing } from "./lit-html.js";
import { ask, read, send } from "./api.js";
import { openDialog } from "./dialog.js";
import { empty, failed, loading } from "./figures.js";
import { moment } from "./format.js";
import { changed } from "./store.js";
import { say } from "./toast.js";

const ROLES = {
  shop: "for the shop's machines: ends sessions, messages the inlet, reads nothing",
  viewer: "sees everything except the audit trail and the keys",
  operator: "also moves and pauses lines, sends messages, changes settings",
  admin: "also creates, resets and closes rooms, defines alarms, manages keys",
};
let keys = null;
let refusal = null;

export const title = () => "Keys";

export const enter = () => load();

export function leave() {
  keys = null;
}

async function load() {
  try {
    keys = (await read("/access-keys")).access_keys;
    refusal = null;
  } catch (refused) {
    refusal = refused;
  }
  changed();
}

export function draw() {
  return html`
    <div class="heading">
      <h1 tabindex="-1">Access keys</h1>
      ${refusal?.status === 403 ? nothing : html`<button class="primary" @click=${add}>New key</button>`}
    </div>
    ${refusal ? failed(refusal, load) : keys === null ? loading("the keys") : keys.length === 0 ? empty("No keys", "") : table()}
  `;
}

function table() {
  const heads = ["Name", "Role", "Key id", "Stored in", "Created"];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Access keys">
    <table class="stacked" role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${heads.map((name) => html`<th role="columnheader">${name}</th>`)}<td role="cell"></td>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${keys.map(
          (key) => html`<tr role="row" class=${key.revoked_at ? "over" : ""}>
            <th role="rowheader">${key.name}</th>
            <td role="cell" data-name="Role">${key.role}</td>
            <td role="cell" data-name="Key id" class="mono">${key.key_id}</td>
            <td role="cell" data-name="Stored in">${key.source === "file" ? "the file" : "the database"}</td>
            <td role="cell" data-name="Created">${key.created_at ? html`${moment(key.created_at)}<span class="help">${key.created_by}</span>` : "–"}</td>
            <td role="cell" class="end">${end(key)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function end(key) {
  if (key.revoked_at) {
    return html`Revoked ${moment(key.revoked_at)}<span class="help">${key.revoked_by}</span>`;
  }
  return key.source === "file"
    ? html`<span class="help">Change it in the file</span>`
    : html`<button class="danger-quiet" aria-label="Revoke ${key.name}" @click=${() => revoke(key)}>Revoke</button>`;
}

function revoke(key) {
  openDialog({
    title: `Revoke the key ${key.name}?`,
    confirm: "Revoke the key",
    danger: true,
    body: () => html`<p>Requests with it will be refused from now on. This cannot be undone.</p>`,
    act: async () => {
      await ask("DELETE", `/access-keys/${encodeURIComponent(key.key_id)}`);
      say(`The key ${key.name} is revoked.`);
      await load();
    },
  });
}

function add() {
  const draft = { name: "", role: "viewer" };
  openDialog({
    title: "New access key",
    confirm: "Create the key",
    body: () => html`<label class="field">
        <span class="label">Name</span>
        <input name="name" autocomplete="off" maxlength="64" autofocus aria-describedby="key-name-help"
          @input=${(event) => (draft.name = event.target.value.trim())} />
      </label>
      <p class="help" id="key-name-help">Shown in the audit trail: letters, digits, spaces or ._@-</p>
      <fieldset class="field">
        <legend class="label">Role</legend>
        ${Object.entries(ROLES).map(
          ([role, words]) => html`<label class="check">
            <input type="radio" name="role" value=${role} ?checked=${role === draft.role} @change=${() => (draft.role = role)} />
            <span><strong>${role}</strong> ${words}</span>
          </label>`,
        )}
      </fieldset>`,
    act: async () => {
      const made = await send("POST", "/access-keys", draft);
      await load();
      // After this dialog has closed.
      setTimeout(() => show(made));
    },
  });
}

/** Shows the secret, this once. */
function show(made) {
  const copy = (text) => () => navigator.clipboard?.writeText(text);
  const secret = (name, text) => html`<div class="secret">
    <span class="label">${name}</span>
    <code>${text}</code>
    <button type="button" @click=${copy(text)} aria-label="Copy: ${name}">Copy</button>
  </div>`;
  openDialog({
    title: `The key ${made.name}`,
    confirm: "I have stored the secret",
    wide: true,
    body: () => html`<p><strong>The secret is shown only once.</strong> Store it in a safe place.</p>
      ${secret("Access key id", made.key_id)} ${secret("Secret access key", made.secret_access_key)}
      ${secret("As a bearer token", made.bearer_token)}`,
  });
}
