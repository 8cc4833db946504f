// Short messages on what became of an action. What can be undone or went wrong stays until it is dismissed.

import { html, nothing } from "./lit-html.js";
import { changed } from "./store.js";

const STAYS = 10_000;
let shown = null;
let timer = 0;

/** undo: what takes it back, if anything. */
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

/** The place of the messages; it is always there, so that screen readers hear what appears in it. */
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
