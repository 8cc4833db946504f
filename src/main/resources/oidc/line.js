// Waits in the line of one room. What it needs of a browser is passed in, so that it runs in tests too.

const BACK_OFF_MIN_MS = 1000;
const BACK_OFF_MAX_MS = 60000;
const POLL_MIN_MS = 1000;
/** The id of a place is as good as the place, and addresses get into logs. */
const ID_HEADER = "X-Waiting-Room-Request-Id";

/**
 * Joins, waits for the turn and returns the address to continue to; null if there can be none.
 *
 * @param visit.room event id
 * @param visit.tx the authorization request that the visitor brought
 * @param visit.base address of the page, against which the paths of the API are resolved
 * @param browser.fetch as in a browser
 * @param browser.places keeps the request id across reloads: getItem, setItem and removeItem of sessionStorage
 * @param browser.sleep waits that many milliseconds
 * @param browser.show called with {message, position, serving, again} on every change
 * @param browser.again resolves when the visitor wants to join again
 */
export async function wait(visit, browser) {
  const { places, show } = browser;
  const key = `waiting-room ${visit.room}`;
  for (;;) {
    let id = places.getItem(key);
    if (!id) {
      id = await join(visit, browser);
      places.setItem(key, id);
    }
    const position = await positionOf(id, visit, browser);
    if (position === null) {
      // The room was reset and no longer knows the old places.
      places.removeItem(key);
      await browser.sleep(jittered(POLL_MIN_MS));
      continue;
    }
    await turn(position, visit, browser);
    const answer = await ask("continue", form({ tx: visit.tx, request_id: id }), visit, browser);
    if (answer.status === 200) {
      show({ message: "It is your turn." });
      return (await answer.json()).location;
    }
    if (answer.status === 404) {
      show({ message: "This request is no longer valid. Please start again at the shop." });
      return null;
    }
    if (answer.status === 410) {
      show({ message: "Your turn has expired.", again: true });
      await browser.again();
      places.removeItem(key);
    } else if (answer.status === 400) {
      places.removeItem(key);
    }
    await browser.sleep(jittered(pace(answer)));
  }
}

async function join(visit, browser) {
  for (;;) {
    const answer = await ask("../assign_queue_num", json({ event_id: visit.room }), visit, browser);
    if (answer.status === 200) {
      return (await answer.json()).api_request_id;
    }
    browser.show({ message: "The waiting room is closed. This page keeps checking." });
    await browser.sleep(jittered(BACK_OFF_MAX_MS));
  }
}

async function positionOf(id, visit, browser) {
  // After a reset the browser would still have the old answer.
  const now = { cache: "no-store" };
  const room = { event_id: visit.room };
  let answer = await ask(`../queue_num?${query(room)}`, { ...now, headers: { [ID_HEADER]: id } }, visit, browser);
  if (answer.status === 400 && (await answer.clone().json()).message !== undefined) {
    // A proxy removes the header, or this node is older than the page. Better a place in a log than none.
    answer = await ask(`../queue_num?${query({ ...room, request_id: id })}`, now, visit, browser);
  }
  return answer.status === 200 ? (await answer.json()).queue_number : null;
}

async function turn(position, visit, browser) {
  for (;;) {
    const answer = await ask(`../serving_num?${query({ event_id: visit.room })}`, {}, visit, browser);
    if (answer.status === 200) {
      const serving = Number.parseInt((await answer.json()).serving_counter, 10);
      browser.show({ message: "Please wait. Your place is kept.", position, serving });
      if (serving >= position) {
        return;
      }
    }
    await browser.sleep(jittered(pace(answer)));
  }
}

/** Asks until there is a response: retries network failures, 429 and 5xx at growing intervals, without end. */
async function ask(path, request, visit, browser) {
  for (let tries = 0; ; tries++) {
    let retryAfterMs = 0;
    try {
      const answer = await browser.fetch(new URL(path, visit.base), request);
      if (answer.status !== 429 && answer.status < 500) {
        return answer;
      }
      retryAfterMs = 1000 * (Number.parseInt(answer.headers.get("Retry-After"), 10) || 0);
      if (answer.status === 429) {
        browser.show({ message: "Many people are arriving right now. This page keeps trying." });
      }
    } catch {
      browser.show({ message: "The connection is lost. This page keeps trying." });
    }
    const backOffMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(tries, 10));
    await browser.sleep(jittered(Math.max(backOffMs, retryAfterMs)));
  }
}

/** The polling interval: nothing new is expected within the max-age of a response. */
function pace(answer) {
  const seconds = /max-age=(\d+)/.exec(answer.headers.get("Cache-Control") ?? "");
  return Math.max(POLL_MIN_MS, seconds ? 1000 * Number(seconds[1]) : 2 * POLL_MIN_MS);
}

/** Adds up to a quarter, so that a crowd that arrived together does not ask together. */
function jittered(milliseconds) {
  return milliseconds * (1 + Math.random() / 4);
}

function query(parameters) {
  return new URLSearchParams(parameters).toString();
}

function json(value) {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

function form(parameters) {
  return { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(parameters) };
}
