// The speed of a line, from successive counters of one room, independent of the page.

import { called } from "./counting.js";

const WINDOW = 10_000;
const SPAN_MIN = 1_500;

/** An empty record. keep: milliseconds for which samples are kept. */
export function newPace(keep = WINDOW) {
  return { keep, epoch: null, samples: [] };
}

/** Adds the counters at a time in epoch milliseconds; a reset discards earlier samples. */
export function observe(pace, at, room) {
  if (pace.epoch !== room.epoch) {
    pace.epoch = room.epoch;
    pace.samples = [];
  }
  const last = pace.samples.at(-1);
  // Moving the counter back and forward again admits nobody twice.
  const admitted = Math.max(called(room.counters), last?.admitted ?? 0);
  const sample = {
    at,
    joined: room.counters.queue_counter,
    admitted,
    waiting: room.counters.waiting_num,
    active: room.counters.active_tokens ?? null,
  };
  if (last && last.at >= at) {
    pace.samples[pace.samples.length - 1] = { ...sample, at: last.at };
  } else {
    pace.samples.push(sample);
  }
  const oldest = at - Math.max(pace.keep, WINDOW);
  while (pace.samples.length > 2 && pace.samples[1].at <= oldest) {
    pace.samples.shift();
  }
}

/** Joins and calls per minute over the ten seconds before a sample; null when the samples span less than 1.5 s. */
export function perMinute(pace, index = pace.samples.length - 1) {
  const last = pace.samples[index];
  if (!last) {
    return { arrivals: null, admissions: null };
  }
  let first = index;
  while (first > 0 && pace.samples[first].at > last.at - WINDOW) {
    first--;
  }
  const from = pace.samples[first];
  const span = last.at - from.at;
  if (span < SPAN_MIN) {
    return { arrivals: null, admissions: null };
  }
  return {
    arrivals: ((last.joined - from.joined) / span) * 60_000,
    admissions: ((last.admitted - from.admitted) / span) * 60_000,
  };
}
