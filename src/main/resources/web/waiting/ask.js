// Requests whose every outcome is a value, and the back-off after failures.

const PATIENCE_MS = 15_000;
const BACK_OFF_MIN_MS = 500;
const BACK_OFF_MAX_MS = 60_000;

/**
 * Sends one request. Status 0: no response, or one from elsewhere, such as the sign-in page of a hotel's network.
 *
 * @returns {Promise<{status: number, body: object, retryAfterMs: number}>}
 */
export async function ask(fetch, url, request = {}) {
  // Some visitors' browsers predate AbortSignal.timeout().
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(url, { ...request, cache: "no-store", signal: patience.signal });
    const retryAfterMs = 1000 * (Number.parseInt(answer.headers.get("Retry-After"), 10) || 0);
    return { status: answer.status, body: await answer.json(), retryAfterMs };
  } catch {
    return { status: 0, body: {}, retryAfterMs: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** A request with a JSON body. */
export function json(value) {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

/** Full jitter, so that a crowd cut off together does not return together; never earlier than the server asks. */
export function backOffMs(tries, retryAfterMs, random) {
  const ceiling = Math.min(BACK_OFF_MAX_MS, 1000 * 2 ** Math.min(tries, 10));
  return retryAfterMs + Math.max(BACK_OFF_MIN_MS, random() * ceiling);
}

/** Adds up to a quarter. */
export function jittered(milliseconds, random) {
  return milliseconds * (1 + random() / 4);
}

const ANSWERS = [200, 202, 400, 404, 410];

/** Checks for no response, or one from something in between: try again. */
export function isAway(answer) {
  return !ANSWERS.includes(answer.status);
}

/** The kind of failure to show. */
export function trouble(answer, online) {
  if (!online) {
    return "offline";
  }
  return answer.status === 429 ? "crowd" : "away";
}
