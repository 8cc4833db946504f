// A modal dialog.

import { html, nothing, render } from "./lit-html.js";

const place = document.createElement("div");
document.body.append(place);
// A dialog belongs to the view that opened it.
addEventListener("hashchange", () => render(nothing, place));

/**
 * Opens a dialog that acts when confirmed. If the action fails, the dialog stays open with the reason.
 *
 * what: title, body (a function that draws it), confirm (the button's text), act (asynchronous), danger, typed (a word to
 * type before confirming), wide.
 */
export function openDialog(what) {
  const dialog = { ...what, entered: "", trouble: "", busy: false };
  const opener = document.activeElement;
  const redraw = () => render(drawn(dialog, close, redraw), place);
  const close = () => {
    render(nothing, place);
    opener?.focus?.();
  };
  redraw();
  place.querySelector("dialog").showModal();
  return { redraw, close };
}

function drawn(dialog, close, redraw) {
  const ready = !dialog.typed || dialog.entered === dialog.typed;
  const submit = async (event) => {
    event.preventDefault();
    if (!ready || dialog.busy) {
      return;
    }
    Object.assign(dialog, { busy: true, trouble: "" });
    redraw();
    try {
      await dialog.act?.();
      close();
    } catch (refused) {
      Object.assign(dialog, { busy: false, trouble: refused.message });
      dialog.onTrouble?.(refused);
      redraw();
    }
  };
  return html`<dialog class=${dialog.wide ? "wide" : ""} aria-labelledby="dialog-title" @close=${close}>
    <form method="dialog" novalidate @submit=${submit}>
      <h2 id="dialog-title">${dialog.title}</h2>
      ${dialog.body(redraw)}
      ${dialog.typed ? typed(dialog, redraw) : nothing}
      <p class="trouble" role="alert">${dialog.trouble}</p>
      <div class="actions end">
        ${dialog.act ? html`<button type="button" @click=${close}>Cancel</button>` : nothing}
        <button class=${dialog.danger ? "danger" : "primary"} ?disabled=${!ready || dialog.busy}>
          ${dialog.confirm}
        </button>
      </div>
    </form>
  </dialog>`;
}

function typed(dialog, redraw) {
  const entered = (event) => {
    dialog.entered = event.target.value;
    redraw();
  };
  return html`<label class="field">
    <span class="label">Type <strong class="name">${dialog.typed}</strong> to confirm</span>
    <input name="typed" autocomplete="off" autocapitalize="off" spellcheck="false" autofocus @input=${entered} />
  </label>`;
}
