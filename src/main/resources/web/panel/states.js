// Badges for the states of rooms and alarms: a word and a shape, never colour alone.

import { html } from "./lit-html.js";

/** open, paused or closed; a paused room counts as paused, not as open. */
export function roomState(room) {
  return room.state === "open" && room.settings.paused ? "paused" : room.state;
}

const SHAPES = { open: "●", paused: "❙❙", closed: "■", OK: "●", ALARM: "▲", INSUFFICIENT_DATA: "?" };
const WORDS = { OK: "OK", ALARM: "Alarm", INSUFFICIENT_DATA: "No data" };

export function badge(state) {
  const word = WORDS[state] ?? state[0].toUpperCase() + state.slice(1);
  return html`<span class="badge ${state.toLowerCase()}"><span aria-hidden="true">${SHAPES[state]}</span>${word}</span>`;
}

/** The inlet of a room in a few words. */
export function inletWords(inlet) {
  switch (inlet.strategy) {
    case "periodic":
      return `${inlet.increment_by} every ${inlet.interval} s${inlet.alarm ? `, unless ${inlet.alarm} rings` : ""}`;
    case "max_size":
      return `as many as leave, up to ${inlet.max_size} inside`;
    case "capacity":
      return [
        inlet.total_active_users > 0 ? `up to ${inlet.total_active_users} inside` : "",
        inlet.new_users_per_minute > 0 ? `${inlet.new_users_per_minute} per minute` : "",
      ]
        .filter(Boolean)
        .join(", ");
    default:
      return "by hand";
  }
}

export const STRATEGIES = {
  manual: "Manual",
  periodic: "Periodic",
  max_size: "Max size",
  capacity: "Capacity",
};
