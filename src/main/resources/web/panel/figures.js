// Labelled figures, and placeholders for views without content.

import { html, nothing } from "./lit-html.js";

/** note: a few words under the value. */
export function figure(name, value, note = "", kind = "") {
  return html`<div class="figure ${kind}">
    <dt>${name}</dt>
    <dd><span class="value">${value}</span>${note ? html`<span class="note">${note}</span>` : nothing}</dd>
  </div>`;
}

/** Placeholders of a view that is loading, is empty, or failed to load. */
export const loading = (what) => html`<div class="empty" aria-busy="true"><p>Loading ${what} …</p></div>`;

export const empty = (title, text, action = nothing) =>
  html`<div class="empty"><h2>${title}</h2><p>${text}</p>${action}</div>`;

export function failed(refused, retry) {
  const title = refused.status === 403 ? "You do not have access to this" : "This could not be loaded";
  return html`<div class="empty bad" role="alert">
    <h2>${title}</h2>
    <p>${refused.message}</p>
    ${refused.status === 403 ? nothing : html`<button @click=${retry}>Try again</button>`}
  </div>`;
}
