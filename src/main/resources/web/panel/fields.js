// Form fields of settings and the conversion of input to values.

import { html, nothing } from "./lit-html.js";

/**
 * A form field. one.kind: number (the default), check, choice (of one.choices: words by value), time (epoch seconds, 0 for
 * none), text.
 * id: unique on the page; the ids of the notes begin with it.
 */
export function field(id, one, value, trouble, change) {
  const described = [one.help ? `${id}-help` : "", trouble ? `${id}-trouble` : ""].filter(Boolean).join(" ");
  const notes = html`${one.help ? html`<span class="help" id="${id}-help">${one.help}</span>` : nothing}
  ${trouble ? html`<span class="trouble" id="${id}-trouble">${trouble}</span>` : nothing}`;
  if (one.kind === "check") {
    return html`<div class="field">
      <label class="check">
        <input type="checkbox" id=${id} .checked=${value} aria-describedby=${described || nothing}
          @change=${(event) => change(event.target.checked)} />
        <span>${one.label}</span>
      </label>
      ${notes}
    </div>`;
  }
  if (one.kind === "choice") {
    return html`<div class="field">
      <label class="label" for=${id}>${one.label}</label>
      <select id=${id} .value=${value} aria-invalid=${trouble ? "true" : "false"} aria-describedby=${described || nothing}
        @change=${(event) => change(event.target.value)}>
        ${Object.entries(one.choices).map(([name, words]) => html`<option value=${name} ?selected=${name === value}>${words}</option>`)}
      </select>
      ${notes}
    </div>`;
  }
  return html`<div class="field">
    <label class="label" for=${id}>${one.label}</label>
    <span class="with-unit">
      <input id=${id} type=${one.kind === "time" ? "datetime-local" : "text"} inputmode=${INPUT_MODES[one.kind] ?? "numeric"}
        step="1" autocomplete="off" list=${one.list ?? nothing} .value=${shown(one, value)} aria-invalid=${trouble ? "true" : "false"}
        aria-describedby=${described || nothing} @input=${(event) => change(taken(one, event.target.value))} />
      ${one.unit ? html`<span class="unit">${one.unit}</span>` : nothing}
    </span>
    ${notes}
  </div>`;
}

const INPUT_MODES = { text: "text", time: "text" };

function shown(one, value) {
  if (one.kind !== "time") {
    return String(value ?? "");
  }
  if (!value) {
    return "";
  }
  // The clock on the wall at that moment, written as if it were UTC: moving a local time by its offset could cross a change to or from
  // summer time, and miss by an hour.
  const moment = value * 1000;
  return new Date(moment - new Date(moment).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Input that is not a number goes to the server as typed: the server says what is wrong. */
function taken(one, text) {
  if (one.kind === "text") {
    return text;
  }
  if (one.kind === "time") {
    return text === "" ? 0 : Math.floor(new Date(text).getTime() / 1000);
  }
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text.trim()) : text;
}

/** The field that an error message names first; of several names at the same place, the longest. */
export function blamed(detail, names) {
  return names
    .filter((name) => new RegExp(`\\b${name.replace(".", "\\.")}\\b`).test(detail))
    .sort((a, b) => detail.indexOf(a) - detail.indexOf(b) || b.length - a.length)[0];
}
