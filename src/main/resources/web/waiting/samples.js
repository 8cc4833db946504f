// Facts for the preview of a page, in place of a real line.
import { NOTHING } from "./view.js";

const IN_LINE = {
  ...NOTHING,
  joining: "joined",
  position: 3842,
  start: 2900,
  serving: 3120,
  pace: { per_minute: 60, slow: 42, quick: 75 },
};

/** Facts that put the page into a state. */
export function sample(state, now) {
  const samples = {
    joining: NOTHING,
    waiting: IN_LINE,
    prequeue: { ...IN_LINE, phase: "prequeue", startsAt: now + 754_000, pace: null },
    turn: { ...IN_LINE, turn: "served", expiresAt: now + 300_000 },
    paused: { ...IN_LINE, state: "paused" },
    closed: { ...IN_LINE, state: "closed" },
    expired: { ...IN_LINE, turn: "expired" },
    full: { ...NOTHING, joining: "full" },
    rejected: { ...NOTHING, joining: "rejected" },
    missing: { ...NOTHING, joining: "missing" },
  };
  return samples[state] ?? IN_LINE;
}
