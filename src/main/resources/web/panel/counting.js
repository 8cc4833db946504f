// Figures derived from a room's counters, independent of the page.

/** Positions in line that the serving counter has reached. */
export function called(counters) {
  return Math.max(0, Math.min(counters.serving_counter, counters.queue_counter));
}

/**
 * The number of future joins that are admitted at once. The queue counter includes every position, whatever
 * became of it, so nothing else is subtracted.
 */
export function availableServings(counters) {
  return Math.max(0, counters.serving_counter - counters.queue_counter);
}

/** Tokens that expired before their session ended; null while the number of live ones is unknown. */
export function expiredTokens(counters) {
  return counters.active_tokens === undefined
    ? null
    : Math.max(
        0,
        counters.token_counter - counters.active_tokens - counters.completed_counter - counters.abandoned_counter,
      );
}

/**
 * The effect of an increment on the people in line.
 *
 * from, to: the serving counter; now: people in line whom it calls; later: future joins that it admits at once;
 * back: people in line who were called and would have to wait again; taken: available servings taken back.
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

/** The increment that was typed: a whole number other than 0 with at most 15 digits, or null. */
export function increment(text) {
  const trimmed = text.trim();
  const number = /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : 0;
  return number === 0 ? null : number;
}
