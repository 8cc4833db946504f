// What the counters of a room come to. Nothing here knows the page.

/** Positions in line that the serving counter has reached. */
export function called(counters) {
  return Math.max(0, Math.min(counters.serving_counter, counters.queue_counter));
}

/**
 * How many who join from now on walk straight in. Every position is in the queue counter, whatever became
 * of it, so nothing else has to be taken off.
 */
export function availableServings(counters) {
  return Math.max(0, counters.serving_counter - counters.queue_counter);
}

/** Tokens that expired before their session ended; null while the live ones are not known. */
export function expiredTokens(counters) {
  return counters.active_tokens === undefined
    ? null
    : Math.max(
        0,
        counters.token_counter - counters.active_tokens - counters.completed_counter - counters.abandoned_counter,
      );
}

/**
 * What an increment will mean for the people in line.
 *
 * from, to: the serving counter; now: people in line who are called by it; later: how many of those who join next
 * walk straight in; back: people in line who were called and would have to wait again.
 */
export function meaning(counters, by) {
  const from = counters.serving_counter;
  const to = from + by;
  const queue = counters.queue_counter;
  const inLine = (serving) => Math.max(0, Math.min(serving, queue));
  return {
    from,
    to,
    now: Math.max(0, inLine(to) - inLine(from)),
    later: Math.max(0, to - Math.max(from, queue)),
    back: Math.max(0, inLine(from) - inLine(to)),
    taken: Math.max(0, Math.max(from, queue) - Math.max(to, queue)),
  };
}

/** An increment as it was typed: a whole number that is not 0 and that a counter can hold, or null. */
export function increment(text) {
  const trimmed = text.trim();
  const number = /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : 0;
  return number === 0 ? null : number;
}
