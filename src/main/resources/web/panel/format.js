// Formats numbers, times and durations. An unknown value is a dash, never zero.

export const UNKNOWN = "–";

const whole = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

const missing = (value) => value === undefined || value === null || Number.isNaN(value);

/** A count, such as 12,345. */
export function count(value) {
  return missing(value) ? UNKNOWN : whole.format(value);
}

/** A rate, with one decimal below 10. */
export function rate(value) {
  if (missing(value)) {
    return UNKNOWN;
  }
  return value !== 0 && Math.abs(value) < 10 ? value.toFixed(1) : whole.format(Math.round(value));
}

/** Seconds as 45 s, 1 min 5 s, 12 min or 3 h 5 min. */
export function span(seconds) {
  if (missing(seconds)) {
    return UNKNOWN;
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 600) {
    const left = Math.round(seconds % 60);
    return left === 0 || left === 60 ? `${Math.round(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${left} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** The time of day of a Date. */
export function timeOfDay(date) {
  return clock.format(date);
}

/** Day and time of an RFC 3339 text, a Date or epoch milliseconds. */
export function moment(value) {
  return missing(value) ? UNKNOWN : dayAndTime.format(new Date(value));
}

/** "1 person", "12 people". */
export function people(number) {
  return `${count(number)} ${number === 1 ? "person" : "people"}`;
}
