// Starts the page: session, routing, drawing.

import { render } from "./lit-html.js";
import * as alarms from "./alarms.js";
import * as audit from "./audit.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as room from "./room.js";
import * as rooms from "./rooms.js";
import { parse } from "./router.js";
import { recall, who } from "./session.js";
import { frame } from "./frame.js";
import { signInPage } from "./sign-in.js";
import { drawWith } from "./store.js";

/** Each has title(route) and draw(route), and optionally enter(route) and leave(). */
const VIEWS = { rooms, room, alarms, audit, keys };
const page = document.getElementById("panel");

let route = parse(location.hash);
let entered = null;
let signedOut = false;

function draw() {
  const session = who();
  if (!session) {
    signedOut = true;
    leave();
    live.stop();
    document.title = "Sign in · Waiting rooms";
    render(signInPage(), page);
    return;
  }
  live.start();
  const view = VIEWS[route.view];
  const arrived = entered !== key(route);
  if (arrived) {
    leave();
    entered = key(route);
    view.enter?.(route);
  }
  document.title = `${view.title(route)} · Waiting rooms`;
  render(frame(route, view.draw(route)), page);
  if (signedOut) {
    signedOut = false;
    document.querySelector("h1").focus();
  }
}

const key = (one) => JSON.stringify(one);

function leave() {
  if (entered) {
    VIEWS[JSON.parse(entered).view].leave?.();
    entered = null;
  }
}

addEventListener("hashchange", () => {
  route = parse(location.hash);
  draw();
  // The keyboard and screen readers continue here in the new view.
  document.querySelector("h1")?.focus();
  scrollTo(0, 0);
});

async function begin() {
  drawWith(draw);
  try {
    await recall();
  } catch {
    // The sign-in page shows the reason.
  }
}

page.replaceChildren();
begin();
