// Requests of which every outcome is a value, and how long to wait after a failure.

const PATIENCE_MS = 15_000;
const BACK_OFF_MIN_MS = 500;
const BACK_OFF_MAX_MS = 60_000;

/**
 * Asks once. Status 0: nobody answered, or somebody else did, such as the sign-in page of a hotel's network.
 *
 * @returns {Promise<{status: number, body: object, retryAfterMs: number}>}
 */
export async function ask(fetch, url, request = {}) {
  // AbortSignal.timeout() is younger than the browsers of some visitors.
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

/** Full jitter, so that a crowd that was cut off together does not come back together; never before the server asks for it. */
export function backOffMs(tries, retryAfterMs, random) {
  const ceiling = Math.min(BACK_OFF_MAX_MS, 1000 * 2 ** Math.min(tries, 10));
  return retryAfterMs + Math.max(BACK_OFF_MIN_MS, random() * ceiling);
}

/** Up to a quarter longer. */
export function jittered(milliseconds, random) {
  return milliseconds * (1 + random() / 4);
}

const ANSWERS = [200, 202, 400, 404, 410];

/** Whether something on the way answered, or nobody: try again. */
export function isAway(answer) {
  return !ANSWERS.includes(answer.status);
}

/** What to tell people of such a failure. */
export function trouble(answer, online) {
  if (!online) {
    return "offline";
  }
  return answer.status === 429 ? "crowd" : "away";
}
