// The checkout: the little that a shop's page does for the waiting room. It sends heartbeats, so that a visitor who left
// no longer counts as inside, and leaves it to the shop's server to report when the visitor is done.

const { room, request, expires } = document.body.dataset;
let inside = true;
let bought = false;
const part = (name) => document.querySelector(`[data-part="${name}"]`);

part("until").textContent = new Date(1000 * Number(expires)).toLocaleTimeString([], {
  hour: "2-digit",
  minute: "2-digit",
});

/** Sends a heartbeat, three times per timeout. */
async function beat() {
  if (!inside) {
    return;
  }
  let seconds = 20;
  try {
    const answer = await fetch("../heartbeat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ event_id: room, request_id: request }),
    });
    if (answer.status === 410) {
      show("over");
      return;
    }
    if (answer.status === 202) {
      return; // This room needs no heartbeats.
    }
    if (answer.ok) {
      seconds = (await answer.json()).heartbeat_timeout / 3;
    }
  } catch {
    // Either the network returns or the session times out.
  }
  setTimeout(beat, 1000 * seconds);
}

/** Calls the shop, which requires the token; it travels in the cookie. */
async function ask(method, path) {
  try {
    const answer = await fetch(`../store/${path}?event_id=${encodeURIComponent(room)}`, { method });
    if (answer.status === 401 || answer.status === 403) {
      show("over");
      return null;
    }
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Shows a step that ends the visit. */
function show(step) {
  inside = false;
  for (const each of document.querySelectorAll("[data-step]")) {
    each.hidden = each.dataset.step !== step;
  }
  document.querySelector(`[data-step="${step}"] h1`).focus();
}

const steps = {
  async purchase() {
    const receipt = await ask("POST", "purchase");
    if (receipt) {
      bought = true;
      part("receipt").textContent = receipt.receipt;
      show("receipt");
    }
    return receipt;
  },
  search: () => ask("GET", "search"),
  layaway: () => ask("GET", "layaway"),
  async again() {
    // Even after the time is up the token is in its cookie, out of reach of scripts. A purchase has removed it.
    if (!bought) {
      await ask("POST", "leave");
    }
    // The waiting page is on this host too, so the place that it stored can be removed.
    localStorage.removeItem(`waiting_room_place_${room}`);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from older browsers and without TLS
    document.cookie = `waiting_room_place_${room}=; Path=/; Max-Age=0`;
    location.assign("./");
    return true;
  },
};

for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    const result = await steps[button.dataset.do]();
    part("status").textContent = result ? (result.result ?? "") : "The shop is not responding. Try again.";
    button.disabled = false;
  });
}

beat();
