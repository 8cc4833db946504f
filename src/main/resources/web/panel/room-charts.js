// The history of a room as charts, as a table and as files.

import { html } from "./lit-html.js";
import "./line-chart.js";
import { read, roomPath } from "./api.js";
import { listen } from "./feed.js";
import { failed, loading } from "./figures.js";
import { count, moment, rate, span } from "./format.js";
import { bands, columns, liveQuery, query, RANGES } from "./history.js";
import { now, paceWatched } from "./live.js";
import { changed } from "./store.js";

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
    { name: "Active", color: "--line-4", whole: true },
  ],
};
const WAITS = {
  label: "Wait for the token",
  unit: "time waited",
  format: span,
  series: [
    { name: "Half", color: "--line-2" },
    { name: "9 of 10", color: "--line-3", dash: [6, 4] },
    { name: "99 of 100", color: "--line-1", dash: [2, 3] },
  ],
};

const COUNTED = ["joined", "admitted", "tokens", "completed", "abandoned", "given_up", "waiting_num", "active_tokens"];

let range = RANGES[0];
let eventId = null;
let history = null;
let statistics = null;
let refusal = null;
/** Stops listening; null: not on display. */
let end = null;

export function enter(room) {
  eventId = room;
  statistics = null;
  begin();
}

export function leave() {
  end?.();
  end = null;
  eventId = null;
}

function begin() {
  end?.();
  history = null;
  refusal = null;
  const taken = (take) => (news) => {
    take(news);
    refusal = null;
    changed();
  };
  const take = {
    history: taken((news) => (history = news)),
    statistics: taken((news) => (statistics = news)),
  };
  const room = eventId;
  const mine = listen(roomPath(room, liveQuery(range)), take, () => {}, askWhy);
  end = mine;

  /** The stream combines two queries, and either may be the one that fails. */
  async function askWhy() {
    try {
      await Promise.all([read(roomPath(room, "/statistics")), read(roomPath(room, query(range, now())))]);
    } catch (refused) {
      if (end === mine) {
        refusal = refused;
        changed();
      }
    }
  }
}

function choose(next) {
  range = next;
  begin();
  changed();
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
      ${history ? charts(room) : refusal ? failed(refusal, begin) : loading("the history")}
    </section>
  `;
}

function charts(room) {
  const data = columns(history, paceWatched(), now());
  return html`
    ${refusal ? html`<p class="trouble" role="alert">Not up to date: ${refusal.message}</p>` : ""}
    <div class="charts">
      ${chart("Arrivals and admissions", RATES, data.rates)} ${chart("Waiting and active", PEOPLE, data.people)}
      ${chart("Wait for the token", WAITS, data.waits)} ${statistics ? distribution(statistics) : ""}
    </div>
    <div class="under-charts">
      <details>
        <summary>The same as a table</summary>
        ${table()}
      </details>
      <p class="exports">
        <a href=${roomPath(room.event_id, query(range, now(), "csv"))} download="${room.event_id}-history.csv">History as CSV</a>
        <a href=${roomPath(room.event_id, "/statistics?format=csv")} download="${room.event_id}-statistics.csv">Statistics as CSV</a>
      </p>
    </div>
  `;
}

const chart = (name, plan, data) =>
  html`<figure class="chart"><figcaption>${name}</figcaption><line-chart .plan=${plan} .data=${data}></line-chart></figure>`;

function table() {
  const heads = [
    "From",
    "Joined",
    "Admitted",
    "Tokens",
    "Completed",
    "Abandoned",
    "No-shows",
    "Waiting",
    "Active",
    "Median wait",
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="History as a table">
    <table>
      <thead>
        <tr>${heads.map((name) => html`<th scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${[...history.points].reverse().map(
          (point) => html`<tr>
            <th scope="row">${moment(point.time)}</th>
            ${COUNTED.map((name) => html`<td>${count(point[name])}</td>`)}
            <td>${point.tokens > 0 ? span(point.wait_p50) : "–"}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The distribution of waits for a token since the room was opened or reset. */
function distribution(all) {
  return html`<figure class="chart">
    <figcaption>How long people waited, since the last reset</figcaption>
    ${
      all.waits === 0
        ? html`<p class="none">Nobody has fetched a token yet.</p>`
        : html`<dl class="bars">${bands(all.wait_bands).map((band) => bar(band, all.waits))}</dl>
          <p class="help">
            Half waited ${span(all.wait_p50)} at most, 9 of 10 ${span(all.wait_p90)}, 99 of 100 ${span(all.wait_p99)}.
          </p>`
    }
    <p class="help">
      ${count(all.waits)} with a token. ${count(all.completed)} completed, ${count(all.abandoned)} abandoned,
      ${count(all.given_up)} called and never came (${Math.round(all.no_show_rate * 100)} %).
      ${all.events_behind > 0 ? html`These numbers are ${count(all.events_behind)} events behind.` : ""}
    </p>
  </figure>`;
}

const bandName = ({ from, to }) =>
  to === null ? `over ${span(from)}` : from === 0 ? `up to ${span(to)}` : `${span(from)} to ${span(to)}`;

const bar = (band, all) => html`<div>
  <dt>${bandName(band)}</dt>
  <dd>
    <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1">
      <rect width=${(band.people / all) * 100} height="1"></rect></svg
    ><span>${count(band.people)}</span>
  </dd>
</div>`;
