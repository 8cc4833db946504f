// <line-chart>: a line chart over time in the colours of the theme. Properties: plan, data (columns, seconds first).
//
// plan: { series: [{ name, color (a custom property), dash, area, whole (bridges gaps) }], unit, format, label }

import uPlot from "./uplot.js";

const HEIGHT = 168;
/** The least top of the y axis, so that an empty line has one too. */
const TOP_MIN = 5;
const DAY = 86_400;
const two = (number) => String(number).padStart(2, "0");
const dark = matchMedia("(prefers-color-scheme: dark)");

class LineChart extends HTMLElement {
  #plan = null;
  #data = [[]];
  #plot = null;
  #width = 0;
  #observer = new ResizeObserver(([entry]) => this.#fit(Math.floor(entry.contentRect.width)));
  #repaint = () => this.#make();

  set plan(plan) {
    this.#plan = plan;
    this.setAttribute("role", "img");
  }

  set data(data) {
    this.#data = data;
    this.setAttribute("aria-label", `${this.#plan.label}: ${this.#latest()}`);
    this.#plot?.setData(data);
  }

  connectedCallback() {
    this.#observer.observe(this);
    dark.addEventListener("change", this.#repaint);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    dark.removeEventListener("change", this.#repaint);
    this.#plot?.destroy();
    this.#plot = null;
  }

  #fit(width) {
    if (width === 0 || width === this.#width) {
      return;
    }
    this.#width = width;
    if (this.#plot) {
      this.#plot.setSize({ width, height: HEIGHT });
    } else {
      this.#make();
    }
  }

  #make() {
    if (this.#width === 0) {
      return;
    }
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), this.#data, this);
  }

  /** The latest values, for screen readers. */
  #latest() {
    const { series, format } = this.#plan;
    return series.map((one, index) => `${one.name} ${known(last(this.#data[index + 1]), format)}`).join(", ");
  }

  #options() {
    const style = getComputedStyle(this);
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: color("--muted"),
      font: `12px ${style.fontFamily}`,
      labelFont: `12px ${style.fontFamily}`,
      labelSize: 18,
      grid: { stroke: color("--grid"), width: 1 },
      ticks: { show: false },
    };
    const { format } = this.#plan;
    return {
      width: this.#width,
      height: HEIGHT,
      padding: [8, 12, 0, 0],
      cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
      scales: { y: { range: (_plot, _min, max) => [0, Math.max(TOP_MIN, (max ?? 0) * 1.1)] } },
      axes: [
        { ...axis, size: 28, space: 64, values: times },
        {
          ...axis,
          size: 58,
          label: this.#plan.unit,
          values: (_plot, splits) =>
            splits.map((value) => (Number.isInteger(value) || value < 10 ? format(value) : "")),
        },
      ],
      series: [
        { label: "Time", value: (_plot, seconds) => (seconds ? `${day(seconds)} ${time(seconds)}` : "latest") },
        ...this.#plan.series.map((series, column) => ({
          label: series.name,
          stroke: color(series.color),
          fill: series.area ? `${color(series.color)}1f` : undefined,
          width: 2,
          dash: series.dash,
          spanGaps: series.whole === true,
          points: { show: false },
          value: (_plot, value, _index, at) => known(at === null ? last(this.#data[column + 1]) : value, format),
        })),
      ],
    };
  }
}

const last = (column) => column?.findLast((value) => value !== null);

const known = (value, format) => (value === null || value === undefined ? "–" : format(value));

/** Dates where the ticks are days apart, otherwise times of day. */
function times(_plot, splits, _axisIndex, _space, step) {
  return splits.map((seconds) => (step >= DAY ? day(seconds) : time(seconds, step < 60)));
}

function time(seconds, exact = true) {
  const date = new Date(seconds * 1000);
  return `${two(date.getHours())}:${two(date.getMinutes())}${exact ? `:${two(date.getSeconds())}` : ""}`;
}

const day = (seconds) => new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "short" });

customElements.define("line-chart", LineChart);
