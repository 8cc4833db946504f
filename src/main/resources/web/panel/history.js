// The history of a room: queries and chart data, independent of the page.

import { perMinute } from "./pace.js";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** span: seconds shown; step: seconds of a point. */
export const RANGES = [
  { name: "15 min", span: 15 * MINUTE, step: MINUTE },
  { name: "1 h", span: HOUR, step: MINUTE },
  { name: "6 h", span: 6 * HOUR, step: 5 * MINUTE },
  { name: "24 h", span: DAY, step: 15 * MINUTE },
  { name: "7 d", span: 7 * DAY, step: HOUR },
  { name: "30 d", span: 30 * DAY, step: 4 * HOUR },
];

/** Milliseconds between live points: 180 in a quarter of an hour instead of 900. */
const LIVE_STEP = 5_000;

/** The query for a range that ends now (epoch milliseconds). */
export function query(range, now, format = "json") {
  const to = Math.ceil(now / 1000 / MINUTE) * MINUTE;
  return `/history?from=${to - range.span}&to=${to}&step=${range.step}&format=${format}`;
}

/** The query for a range with live updates. */
export const liveQuery = (range) => `/history/live?span=${range.span}&step=${range.step}`;

/** The points whose step has ended; an unfinished one would read too low. */
function complete(history, now) {
  return history.points.filter((point) => end(history, point) * 1000 <= now);
}

const end = (history, point) => Date.parse(point.time) / 1000 + history.step;

/**
 * The columns of the charts: the history, then live samples.
 *
 * Each is [seconds, first series, second series, …], with null where nothing is known.
 */
export function columns(history, pace, now) {
  const points = history ? complete(history, now) : [];
  const perMin = (value) => (value * MINUTE) / history.step;
  const rows = points.map((point) => ({
    at: end(history, point),
    arrivals: perMin(point.joined),
    admissions: perMin(point.admitted),
    waiting: point.waiting_num,
    active: point.active_tokens,
    waits: point.tokens > 0 ? [point.wait_p50, point.wait_p90, point.wait_p99] : [null, null, null],
  }));
  const known = rows.length === 0 ? -Infinity : rows.at(-1).at;
  return turned([...rows, ...live(pace, known * 1000, history)]);
}

function live(pace, after, history) {
  if (!pace || (history && history.step > 5 * MINUTE)) {
    return [];
  }
  const rows = [];
  let last = after;
  pace.samples.forEach((sample, index) => {
    if (sample.at >= last + LIVE_STEP || (sample.at > last && index === pace.samples.length - 1)) {
      last = sample.at;
      const { arrivals, admissions } = perMinute(pace, index);
      rows.push({
        at: sample.at / 1000,
        arrivals,
        admissions,
        waiting: sample.waiting,
        active: sample.active,
        waits: [null, null, null],
      });
    }
  });
  return rows;
}

function turned(rows) {
  const column = (pick) => rows.map(pick);
  const times = column((row) => row.at);
  return {
    rates: [times, column((row) => row.arrivals), column((row) => row.admissions)],
    people: [times, column((row) => row.waiting), column((row) => row.active)],
    waits: [times, column((row) => row.waits[0]), column((row) => row.waits[1]), column((row) => row.waits[2])],
  };
}

/** The bands from the shortest wait to the longest; from, to: seconds, to is null for the open-ended one. */
export function bands(all) {
  const first = all.findIndex((band) => band.people > 0);
  const last = all.findLastIndex((band) => band.people > 0);
  return all
    .map((band, index) => ({ from: index === 0 ? 0 : all[index - 1].up_to, to: band.up_to, people: band.people }))
    .slice(first, last + 1);
}
