// The session. The secret of the access key is passed on and never stored.

import { ask, onSignedOut, useToken } from "./api.js";
import { changed } from "./store.js";

const ROLES = ["viewer", "operator", "admin"];

/** Holds "yes" while someone may be signed in; without it the server is not asked. */
const HINT = "waiting-room.signed-in";

/** undefined: not known yet; null: not signed in. */
let session;
let trouble = "";

export const who = () => session;
export const whatWentWrong = () => trouble;

onSignedOut(over);

function over() {
  const before = session;
  keep(null);
  if (before) {
    trouble = "Your session has ended. Sign in again to continue where you were.";
  }
}

function keep(next) {
  session = next;
  trouble = "";
  useToken(next?.csrf_token ?? null);
  hint(next !== null);
  changed();
}

/** Remembers that someone signs in, perhaps on another site that sends them back here. */
export function hint(signedIn) {
  try {
    if (signedIn) {
      localStorage.setItem(HINT, "yes");
    } else {
      localStorage.removeItem(HINT);
    }
  } catch {
    // Without storage, every visit asks for the access key.
  }
}

function hinted() {
  try {
    return localStorage.getItem(HINT) === "yes";
  } catch {
    return false;
  }
}

/** Loads the session from the server; without a response it stays unknown. */
export async function recall() {
  if (session === undefined && !hinted()) {
    keep(null);
    return;
  }
  try {
    keep((await ask("GET", "/session")).json);
  } catch (refused) {
    if (refused.status === 401) {
      over();
    } else {
      trouble = refused.message;
      changed();
      throw refused;
    }
  }
}

export async function signIn(keyId, secret) {
  keep((await ask("POST", "/session", { access_key_id: keyId, secret_access_key: secret })).json);
}

export async function signOut() {
  try {
    await ask("DELETE", "/session");
  } finally {
    keep(null);
  }
}

/** Checks for a role or a higher one. */
export function may(role) {
  return Boolean(session) && ROLES.indexOf(session.role) >= ROLES.indexOf(role);
}

/** The reason why a role is missing; empty if it is not. */
export function whyNot(role) {
  return may(role) ? "" : `Your role is ${session?.role ?? "unknown"}: this needs the role ${role}.`;
}
