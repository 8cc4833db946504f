// The frame of every view: navigation, state of the connection, who is signed in.

import { html, nothing } from "./lit-html.js";
import { timeOfDay } from "./format.js";
import { connection } from "./live.js";
import { signOut, may, who } from "./session.js";
import { toasts } from "./toast.js";

const PLACES = [
  { view: "rooms", text: "Rooms", role: "viewer" },
  { view: "alarms", text: "Alarms", role: "viewer" },
  { view: "audit", text: "Audit", role: "admin" },
  { view: "keys", text: "Keys", role: "admin" },
];

export function frame(route, content) {
  const stale = connection.heard !== null && connection.state !== "live";
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header class="top">
      <a class="brand" href="#/rooms"><span class="mark" aria-hidden="true"></span>Waiting rooms</a>
      <nav aria-label="Main">
        ${PLACES.map((place) => (may(place.role) ? link(place, route) : nothing))}
      </nav>
      <p class="connection ${connection.state}"><span class="dot" aria-hidden="true"></span>${STATES[connection.state]}</p>
      <div class="me">
        <span class="name">${who().name}</span><span class="role">${who().role}</span>
        <button class="quiet" @click=${signOut}>Sign out</button>
      </div>
    </header>
    <div role="alert">${banner()}</div>
    <main id="main" class=${stale ? "stale" : ""}>${content}</main>
    ${toasts()}
  `;
}

const STATES = { connecting: "Connecting", live: "Live", lost: "Not live", refused: "Refused" };

function link(place, route) {
  const here = place.view === route.view || (place.view === "rooms" && route.view === "room");
  return html`<a href="#/${place.view}" aria-current=${here ? "page" : "false"}>${place.text}</a>`;
}

function banner() {
  if (connection.state === "refused") {
    return html`<p class="banner bad"><strong>The server refused the request.</strong> ${connection.detail}</p>`;
  }
  if (connection.state !== "lost") {
    return nothing;
  }
  const heard = connection.heard
    ? html`Last heard ${timeOfDay(connection.heard)}: the numbers below are from then.`
    : "No data has arrived yet.";
  return html`<p class="banner warn">
    <strong>Connection lost.</strong> ${connection.detail} ${heard} Trying again.
  </p>`;
}

/** Keeps the address, whose hash names the view. */
function skip(event) {
  event.preventDefault();
  document.querySelector("h1")?.focus();
}
