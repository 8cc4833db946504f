// Calls to the admin API, with the session cookie and the CSRF token.

let token = null;
let signedOut = () => {};

/** A failed request. status: of the response, 0 without one. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Sets the CSRF token, which is sent with every request but GET and kept only in memory. */
export function useToken(csrfToken) {
  token = csrfToken;
}

/** Sets the listener to call when the session is no longer valid. */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** Sends a request and returns the JSON (null if there is none) and the entity tag of the response. */
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
    throw new Refused(0, "The server cannot be reached. The request may or may not have taken effect.");
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
    // Without JSON, the status is all there is.
  }
  return new Refused(response.status, detail || `The server answered ${response.status}.`);
}

export const read = async (path) => (await ask("GET", path)).json;
export const send = async (method, path, body) => (await ask(method, path, body)).json;

/** The path of a room or of something below it. */
export function roomPath(eventId, rest = "") {
  return `/rooms/${encodeURIComponent(eventId)}${rest}`;
}
