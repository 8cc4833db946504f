// The definition of an alarm, as a sentence and as a form.

import { html, nothing } from "./lit-html.js";
import { ask, read } from "./api.js";
import { openDialog } from "./dialog.js";
import { blamed } from "./fields.js";
import { allRooms } from "./live.js";
import { say } from "./toast.js";

const METRICS = {
  waiting: "people waiting",
  queue: "queue counter",
  serving: "serving counter",
  tokens: "tokens",
  expired: "expired positions",
  arrivals_per_minute: "arrivals per minute",
  admissions_per_minute: "admissions per minute",
  public_4xx: "4xx responses to visitors per minute",
  public_5xx: "5xx responses to visitors per minute",
  private_4xx: "4xx responses to operators per minute",
  private_5xx: "5xx responses to operators per minute",
  throttled: "throttled requests per minute",
  errors: "5xx responses of both listeners per minute",
};
const OF_A_ROOM = ["waiting", "queue", "serving", "tokens", "expired", "arrivals_per_minute", "admissions_per_minute"];
const COMPARISONS = { ">": "more than", ">=": "at least", "<": "fewer than", "<=": "at most" };

export function inWords(definition) {
  const room = definition.event_id ? ` in ${definition.event_id}` : "";
  const { metric, comparison, threshold, duration } = definition;
  return `${METRICS[metric] ?? metric}${room}: ${COMPARISONS[comparison] ?? comparison} ${threshold} for ${duration} s`;
}

/** Opens the form for an alarm's definition; null: a new alarm. */
export function define(alarm) {
  const draft = {
    name: alarm?.name ?? "",
    metric: "waiting",
    comparison: ">",
    threshold: 1000,
    duration: 60,
    event_id: allRooms()?.[0]?.event_id ?? "",
    emails: (alarm?.definition?.notify?.emails ?? []).join(", "),
    ...alarm?.definition,
  };
  let trouble = {};
  openDialog({
    title: alarm ? `When does ${alarm.name} ring?` : "New alarm",
    confirm: alarm ? "Save" : "Create the alarm",
    wide: true,
    body: (redraw) => form(draft, alarm, trouble, redraw),
    onTrouble: (refused) => {
      const name = blamed(refused.message, [
        "name",
        "metric",
        "comparison",
        "threshold",
        "duration",
        "event_id",
        "emails",
      ]);
      trouble = name ? { [name]: true } : {};
    },
    act: async () => {
      if (!draft.name.trim()) {
        trouble = { name: true };
        throw new Error("Give the alarm a name.");
      }
      const name = draft.name.trim();
      if (!alarm && (await read("/alarms")).alarms.some((other) => other.name === name)) {
        trouble = { name: true };
        throw new Error(`An alarm named ${name} already exists: change that one or choose another name.`);
      }
      await ask("PUT", `/alarms/${encodeURIComponent(name)}/definition`, body(draft));
      say(`${name} is saved.`);
    },
  });
}

function body(draft) {
  const { metric, comparison, threshold, duration } = draft;
  const emails = draft.emails.split(/[\s,;]+/).filter(Boolean);
  return {
    metric,
    comparison,
    threshold,
    duration,
    ...(OF_A_ROOM.includes(metric) ? { event_id: draft.event_id } : {}),
    ...(emails.length > 0 ? { notify: { emails } } : {}),
  };
}

function form(draft, alarm, trouble, redraw) {
  const set = (name) => (event) => {
    const text = event.target.value;
    draft[name] =
      ["threshold", "duration"].includes(name) && text.trim() !== "" && !Number.isNaN(Number(text))
        ? Number(text)
        : text;
    redraw();
  };
  const text = (name, label, unit = "", help = "") => html`<div>
    <label class="field">
    <span class="label">${label}</span>
    <span class="with-unit"><input name=${name} autocomplete="off" .value=${String(draft[name])}
      aria-invalid=${trouble[name] ? "true" : "false"} aria-describedby=${help ? `${name}-help` : nothing} @input=${set(name)} />${unit ? html`<span class="unit">${unit}</span>` : nothing}</span>
    </label>
    ${help ? html`<p class="help" id="${name}-help">${help}</p>` : nothing}
  </div>`;
  const choice = (name, label, options) => html`<label class="field">
    <span class="label">${label}</span>
    <select name=${name} @change=${set(name)}>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === draft[name]}>${words}</option>`)}
    </select>
  </label>`;
  const rooms = (allRooms() ?? []).map((room) => [room.event_id, room.event_id]);
  return html`
    ${alarm ? nothing : text("name", "Name")}
    <div class="grid-2">
      ${choice("metric", "Metric", Object.entries(METRICS))}
      ${OF_A_ROOM.includes(draft.metric) ? choice("event_id", "Room", rooms) : nothing}
      ${choice("comparison", "Is", Object.entries(COMPARISONS))} ${text("threshold", "Threshold")}
      ${text("duration", "For", "seconds", "A multiple of 10, at most an hour")}
    </div>
    ${text("emails", "Notify by e-mail", "", "Addresses separated by commas; empty: none")}
  `;
}
