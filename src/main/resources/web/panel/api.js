// Calls of the admin API, with the session's cookie and the token that shows that this page makes them.

let token = null;
let signedOut = () => {};

/** An answer that is no success. status 0: there was no answer. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The token to send with what changes something; it is kept in memory alone. */
export function useToken(csrfToken) {
  token = csrfToken;
}

/** Is told when the server does not know the session any more. */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** The answer to a request: its JSON (null without one) and its entity tag. */
export async function ask(method, path, body, headers = {}) {
  const sent = { Accept: "application/json", ...headers };
  if (method !== "GET") {
    sent["Content-Type"] = "application/json";
    if (token) {
      sent["X-CSRF-Token"] = token;
    }
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: sent,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Refused(0, "The server cannot be reached. Nothing is known about what became of the request.");
  }
  if (!response.ok) {
    throw await refused(response, path);
  }
  const json = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  return { json, etag: response.headers.get("ETag") };
}

async function refused(response, path) {
  if (response.status === 401 && path !== "/session") {
    signedOut();
  }
  let detail = "";
  try {
    const body = await response.json();
    detail = body.detail ?? body.error ?? body.message ?? "";
  } catch {
    // An answer without JSON says nothing more than its status.
  }
  return new Refused(response.status, detail || `The server answered ${response.status}.`);
}

export const read = async (path) => (await ask("GET", path)).json;
export const send = async (method, path, body) => (await ask(method, path, body)).json;

/** The path of a room, and below it. */
export function roomPath(eventId, rest = "") {
  return `/rooms/${encodeURIComponent(eventId)}${rest}`;
}
