// A room over time: charts, the same as a table, and as a file.

import { html } from "./lit-html.js";
import "./line-chart.js";
import { read, roomPath } from "./api.js";
import { failed, loading } from "./figures.js";
import { count, moment, rate, span } from "./format.js";
import { columns, query, RANGES } from "./history.js";
import { now, paceWatched } from "./live.js";
import { changed } from "./store.js";

const REFRESH = 20_000;

const RATES = {
  label: "People per minute",
  unit: "people / min",
  format: rate,
  series: [
    { name: "Arrivals", color: "--line-1", dash: [6, 4], whole: true },
    { name: "Admissions", color: "--line-2", whole: true },
  ],
};
const PEOPLE = {
  label: "People",
  unit: "people",
  format: count,
  series: [
    { name: "Waiting", color: "--line-3", area: true, whole: true },
    { name: "Active, live", color: "--line-4" },
  ],
};
const WAITS = {
  label: "Wait until the token",
  unit: "time waited",
  format: span,
  series: [
    { name: "Half", color: "--line-2" },
    { name: "9 of 10", color: "--line-3", dash: [6, 4] },
    { name: "99 of 100", color: "--line-1", dash: [2, 3] },
  ],
};

let range = RANGES[0];
let eventId = null;
let history = null;
let statistics = null;
let refusal = null;
let timer = 0;
let asked = 0;

export function enter(room) {
  eventId = room;
  history = null;
  statistics = null;
  refusal = null;
  load();
  timer = setInterval(load, REFRESH);
}

export function leave() {
  clearInterval(timer);
  eventId = null;
}

async function load() {
  const mine = ++asked;
  try {
    const [over, all] = await Promise.all([
      read(roomPath(eventId, query(range, now()))),
      read(roomPath(eventId, "/statistics")),
    ]);
    if (mine === asked) {
      history = over;
      statistics = all;
      refusal = null;
    }
  } catch (refused) {
    if (mine === asked) {
      refusal = refused;
    }
  }
  changed();
}

function choose(next) {
  range = next;
  history = null;
  changed();
  load();
}

export function draw(room) {
  return html`
    <section class="card" aria-labelledby="history-title">
      <div class="card-head">
        <h2 id="history-title">Over time</h2>
        <div class="ranges" role="group" aria-label="Time shown">
          ${RANGES.map(
            (one) => html`<button aria-pressed=${one === range} @click=${() => choose(one)}>${one.name}</button>`,
          )}
        </div>
      </div>
      ${history ? charts(room) : refusal ? failed(refusal, load) : loading("the history")}
    </section>
  `;
}

function charts(room) {
  const data = columns(history, paceWatched(), now());
  const path = (format) => roomPath(room.event_id, query(range, now(), format));
  return html`
    ${refusal ? html`<p class="trouble" role="alert">Not brought up to date: ${refusal.message}</p>` : ""}
    <div class="charts">
      ${chart("Arrivals and admissions", RATES, data.rates)} ${chart("Waiting and active", PEOPLE, data.people)}
      ${chart("Wait until the token", WAITS, data.waits)} ${statistics ? distribution(statistics) : ""}
    </div>
    <div class="under-charts">
      <details>
        <summary>The same as a table</summary>
        ${table()}
      </details>
      <p class="exports">
        <a href=${path("csv")} download="${room.event_id}-history.csv">History as CSV</a>
        <a href=${roomPath(room.event_id, "/statistics?format=csv")} download="${room.event_id}-statistics.csv">Numbers as CSV</a>
      </p>
    </div>
  `;
}

const chart = (name, plan, data) =>
  html`<figure class="chart"><figcaption>${name}</figcaption><line-chart .plan=${plan} .data=${data}></line-chart></figure>`;

function table() {
  const heads = ["From", "Joined", "Admitted", "Tokens", "Completed", "Abandoned", "Given up", "Waiting", "Half waited"];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="History as a table">
    <table>
      <thead>
        <tr>${heads.map((name) => html`<th scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${[...history.points].reverse().map(
          (point) => html`<tr>
            <th scope="row">${moment(point.time)}</th>
            ${[point.joined, point.admitted, point.tokens, point.completed, point.abandoned, point.given_up, point.waiting_num].map(
              (number) => html`<td>${count(number)}</td>`,
            )}
            <td>${point.tokens > 0 ? span(point.wait_p50) : "–"}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** How long those with a token waited for it, since the room was opened or reset. */
function distribution(all) {
  const bars = [
    ["Half waited at most", all.wait_p50],
    ["9 of 10", all.wait_p90],
    ["99 of 100", all.wait_p99],
  ];
  const longest = Math.max(1, all.wait_p99);
  return html`<figure class="chart">
    <figcaption>How long people waited, since the last reset</figcaption>
    ${all.waits === 0
      ? html`<p class="none">Nobody has fetched a token yet.</p>`
      : html`<dl class="bars">
          ${bars.map(
            ([name, seconds]) => html`<div>
              <dt>${name}</dt>
              <dd>
                <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1">
                  <rect width=${Math.max(0.5, (seconds / longest) * 100)} height="1"></rect></svg
                ><span>${span(seconds)}</span>
              </dd>
            </div>`,
          )}
        </dl>`}
    <p class="help">
      ${count(all.waits)} with a token. ${count(all.completed)} completed, ${count(all.abandoned)} abandoned,
      ${count(all.given_up)} called and never came (${Math.round(all.no_show_rate * 100)} %).
      ${all.events_behind > 0 ? html`These numbers are ${count(all.events_behind)} events behind.` : ""}
    </p>
  </figure>`;
}
