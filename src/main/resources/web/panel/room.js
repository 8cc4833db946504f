// One room: the view for an operator during a sale.

import { html, nothing } from "./lit-html.js";
import { roomPath, send } from "./api.js";
import * as charts from "./room-charts.js";
import { empty, loading } from "./figures.js";
import { letInCard, lineFigures, startLine } from "./room-line.js";
import { messageCard, startMessage } from "./room-message.js";
import * as settings from "./room-settings.js";
import { startVisitor, visitorCard } from "./room-visitor.js";
import { connection, learn, roomNamed, watchRoom } from "./live.js";
import { roomAddress } from "./router.js";
import { may, whyNot } from "./session.js";
import { badge, inletWords, roomState } from "./states.js";
import { complain, say } from "./toast.js";

let pausing = false;

export const title = (route) => route.room;

export function enter(route) {
  watchRoom(route.room);
  if (route.section === "settings") {
    settings.enter(route.room);
  } else {
    startLine();
    startMessage();
    startVisitor();
    charts.enter(route.room);
  }
}

export function leave() {
  charts.leave();
  settings.leave();
  watchRoom(null);
}

export function draw(route) {
  const room = roomNamed(route.room);
  return html`${head(room, route)} ${room ? shown(room, route) : missing()}`;
}

const shown = (room, route) => html`
  ${roomState(room) === "open" ? nothing : notice(room)}
  ${route.section === "settings" ? settings.draw(room) : line(room)}
`;

const missing = () =>
  connection.heard === null
    ? loading("the room")
    : empty("No such room", "It may still be starting, or the address is wrong.", back());

const back = () => html`<a class="button" href="#/rooms">All rooms</a>`;

function head(room, route) {
  const tab = (section, text) =>
    html`<a href=${roomAddress(route.room, section === "line" ? "" : section)}
      aria-current=${route.section === section ? "page" : "false"}>${text}</a>`;
  return html`<div class="heading room-heading">
    <div>
      <p class="crumb"><a href="#/rooms">Rooms</a></p>
      <h1 tabindex="-1">${route.room} ${room ? badge(roomState(room)) : nothing}</h1>
    </div>
    <nav class="tabs" aria-label="Room">${tab("line", "Line")} ${tab("settings", "Settings")}</nav>
    ${room?.state === "open" ? pauseBar(room) : nothing}
  </div>`;
}

function notice(room) {
  return room.state === "closed"
    ? html`<p class="notice closed"><strong>Closed.</strong> Visitors see that the room is closed. Reopen it under Settings.</p>`
    : html`<p class="notice paused">
        <strong>Paused.</strong> Nobody gets in, not even those already called. Places are kept, and people can still join.
      </p>`;
}

function line(room) {
  return html`
    ${lineFigures(room)}
    <div class="columns">
      <div class="main">${charts.draw(room)}</div>
      <div class="side">
        ${letInCard(room)} ${messageCard(room)} ${visitorCard(room)} ${inletCard(room)}
      </div>
    </div>
  `;
}

function inletCard(room) {
  return html`<section class="card" aria-labelledby="inlet-title">
    <h2 id="inlet-title">Inlet</h2>
    <p>People are let in <strong>${inletWords(room.settings.inlet)}</strong>.</p>
    <div class="actions"><a class="button" href=${roomAddress(room.event_id, "settings")}>Change the settings</a></div>
  </section>`;
}

function pauseBar(room) {
  const { paused } = room.settings;
  const reason = whyNot("operator");
  return html`<div class="pause-bar ${paused ? "paused" : ""}">
    <button class="pause ${paused ? "resume" : ""}" ?disabled=${!may("operator") || pausing}
      @click=${() => setPaused(room.event_id, !paused)}>
      <span aria-hidden="true">${paused ? "▶" : "❙❙"}</span> ${paused ? "Resume the line" : "Pause the line"}
    </button>
    ${reason ? html`<p class="reason">${reason}</p>` : nothing}
  </div>`;
}

async function setPaused(eventId, paused) {
  pausing = true;
  try {
    learn(await send("PATCH", roomPath(eventId), { paused }));
    say(paused ? `${eventId} is paused.` : `${eventId} is resumed.`, () => setPaused(eventId, !paused));
  } catch (refused) {
    complain(`${eventId} was not ${paused ? "paused" : "resumed"}: ${refused.message}`);
  }
  pausing = false;
}
