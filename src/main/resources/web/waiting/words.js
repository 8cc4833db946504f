// Numbers, times and waits in the language of the page.

const MINUTE = 60;
const HOUR = 3600;

export class Words {
  #texts;
  #number;
  #twoDigits;
  #minutes;
  #hours;

  constructor(language, texts) {
    const unit = (name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" });
    this.#texts = texts;
    this.#number = new Intl.NumberFormat(language);
    this.#twoDigits = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
    this.#minutes = unit("minute");
    this.#hours = unit("hour");
  }

  /** A text of the page with its placeholders filled. */
  text(key, values = {}) {
    const text = this.#texts[key] ?? "";
    return text.replace(/\{(\w+)}/g, (place, name) => values[name] ?? place);
  }

  number(value) {
    return this.#number.format(value);
  }

  /** Minutes and seconds left: 4:05; with hours from an hour on: 1:04:05. */
  countdown(seconds) {
    const left = Math.max(0, Math.ceil(seconds));
    const end = this.#twoDigits.format(left % MINUTE);
    if (left < HOUR) {
      return `${this.#number.format(Math.floor(left / MINUTE))}:${end}`;
    }
    const minutes = this.#twoDigits.format(Math.floor((left % HOUR) / MINUTE));
    return `${this.#number.format(Math.floor(left / HOUR))}:${minutes}:${end}`;
  }

  /** A sentence for the wait and one for its range, which may be empty. */
  wait(wait) {
    if (!wait) {
      return { about: this.text("wait.unknown"), range: "" };
    }
    if (wait.high === null) {
      return { about: this.text("wait.at_least", { time: this.#time(rounded(wait.low)) }), range: "" };
    }
    const about =
      wait.seconds < MINUTE
        ? this.text("wait.soon")
        : this.text("wait.about", { time: this.#time(rounded(wait.seconds)) });
    const range = this.#range(rounded(wait.low), rounded(wait.high));
    return { about, range: range && this.text("wait.range", { range }) };
  }

  #time({ value, unit }) {
    return (unit === "hour" ? this.#hours : this.#minutes).format(value);
  }

  #range(low, high) {
    if (low.value === high.value && low.unit === high.unit) {
      return "";
    }
    const format = low.unit === "hour" ? this.#hours : this.#minutes;
    return low.unit === high.unit && format.formatRange
      ? format.formatRange(low.value, high.value)
      : `${this.#time(low)} – ${this.#time(high)}`;
  }
}

/** Rounds to the precision of an estimate: 1 minute up to 10, 5 up to an hour, 10 up to three hours, then hours. */
export function rounded(seconds) {
  const minutes = Math.max(1, Math.round(seconds / MINUTE));
  if (minutes >= 180) {
    return { value: Math.round(seconds / HOUR), unit: "hour" };
  }
  const step = minutes > 60 ? 10 : minutes > 10 ? 5 : 1;
  return { value: Math.round(minutes / step) * step, unit: "minute" };
}
