// Leaving the line: requests the token and takes it to the target.
import { ask, backOffMs, isAway, json, trouble } from "./ask.js";

/**
 * Asks until there is a response.
 *
 * @returns {Promise<{location: string, fields?: object} | "early" | "expired" | "unknown" | "ended">}
 */
export async function enter(id, { page, browser, update, signal }) {
  for (let tries = 0; !signal.aborted; tries++) {
    const request = json({ request_id: id, return_to: page.return_to ?? undefined });
    const answer = await ask(browser.fetch, `${page.root}waiting-room/${page.event_id}/enter`, request);
    if (answer.status === 200) {
      return answer.body;
    }
    if (answer.status === 202) {
      return "early";
    }
    if (answer.status === 410) {
      return "expired";
    }
    if (!isAway(answer)) {
      return "unknown";
    }
    update({ connection: trouble(answer, browser.online()) });
    await browser.sleep(backOffMs(tries, answer.retryAfterMs, browser.random), signal);
  }
  return "ended";
}

/** Leaves the page. A token among the fields is sent in a form body, never in an address. */
export function leave({ location, fields }, document) {
  if (!fields) {
    document.defaultView.location.assign(location);
    return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = location;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
