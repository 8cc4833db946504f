// Who is signed in. The secret of the access key passes through and is kept nowhere.

import { ask, onSignedOut, useToken } from "./api.js";
import { changed } from "./store.js";

const ROLES = ["viewer", "operator", "admin"];

/** Holds "yes" while somebody may be signed in; without it the server need not be asked. */
const HINT = "waiting-room.signed-in";

/** undefined: not known yet; null: nobody. */
let session;
let trouble = "";

export const who = () => session;
export const whatWentWrong = () => trouble;

onSignedOut(over);

function over() {
  const before = session;
  keep(null);
  if (before) {
    trouble = "Your session is over. Sign in again to go on where you were.";
  }
}

function keep(next) {
  session = next;
  trouble = "";
  useToken(next?.csrf_token ?? null);
  hint(next !== null);
  changed();
}

/** Remembers that somebody signs in, also on another site from which they come back. */
export function hint(signedIn) {
  try {
    if (signedIn) {
      localStorage.setItem(HINT, "yes");
    } else {
      localStorage.removeItem(HINT);
    }
  } catch {
    // A browser that stores nothing asks for the access key on each visit.
  }
}

function hinted() {
  try {
    return localStorage.getItem(HINT) === "yes";
  } catch {
    return false;
  }
}

/** Asks the server who this is; stays unknown when it gives no answer. */
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

/** Whether the one who is signed in has that role or a higher one. */
export function may(role) {
  return Boolean(session) && ROLES.indexOf(session.role) >= ROLES.indexOf(role);
}

/** Why not, in words; empty when one may. */
export function whyNot(role) {
  return may(role) ? "" : `Your role is ${session?.role ?? "unknown"}: this needs the role ${role}.`;
}
