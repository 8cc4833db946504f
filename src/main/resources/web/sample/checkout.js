// The check-out: what the page of a shop does for the waiting room, which is little. It beats now and then, so that a visitor
// who left is not counted as inside, and it lets its own server say when the visitor is done.

const { room, request, expires } = document.body.dataset;
let inside = true;
let bought = false;
const part = (name) => document.querySelector(`[data-part="${name}"]`);

part("until").textContent = new Date(1000 * Number(expires)).toLocaleTimeString([], {
  hour: "2-digit",
  minute: "2-digit",
});

/** Says that somebody is here, three times in the time after which they would be missed. */
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
      return; // This room misses nobody.
    }
    if (answer.ok) {
      seconds = (await answer.json()).heartbeat_timeout / 3;
    }
  } catch {
    // The network will be back, or the visitor is missed.
  }
  setTimeout(beat, 1000 * seconds);
}

/** Asks the shop, which asks for the token; it travels in the cookie. */
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

/** Shows one step of the visit; all but the first are the end of it. */
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
    // Also when the time is over: the token is still in its cookie, which scripts cannot reach. A purchase took it.
    if (!bought) {
      await ask("POST", "leave");
    }
    // Of this host, as the waiting page: so it can forget the place that the page keeps.
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
    part("status").textContent = result ? (result.result ?? "") : "The shop does not answer. Try again.";
    button.disabled = false;
  });
}

beat();
