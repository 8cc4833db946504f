// Short messages on the outcome of an action. Failures and undoable actions stay until dismissed.

import { html, nothing } from "./lit-html.js";
import { changed } from "./store.js";

const STAYS = 10_000;
let shown = null;
let timer = 0;

/** undo: a function that reverts the action, or null. */
export function say(text, undo = null) {
  show({ text, undo, bad: false });
}

export function complain(text) {
  show({ text, undo: null, bad: true });
}

function show(toast) {
  clearTimeout(timer);
  shown = toast;
  timer = toast.bad || toast.undo ? 0 : setTimeout(dismiss, STAYS);
  changed();
}

function dismiss() {
  clearTimeout(timer);
  shown = null;
  changed();
}

function takeBack() {
  const { undo } = shown;
  dismiss();
  undo();
}

/** The live region of the messages, always present so that screen readers announce what appears in it. */
export function toasts() {
  return html`<div class="toasts" role="status">
    ${
      shown
        ? html`<div class="toast ${shown.bad ? "bad" : ""}">
          <p>${shown.text}</p>
          ${shown.undo ? html`<button class="link" @click=${takeBack}>Undo</button>` : nothing}
          <button class="icon" aria-label="Dismiss the message" @click=${dismiss}>×</button>
        </div>`
        : nothing
    }
  </div>`;
}
