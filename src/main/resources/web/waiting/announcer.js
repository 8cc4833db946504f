// Tells screen readers what has changed: at once when it matters, of the place in line seldom.

const PLACE_EVERY_MS = 30_000;
const LAST_CALL_SECONDS = 60;

export class Announcer {
  #said = "";
  #place = "";
  #at = -Infinity;

  /**
   * What to say now; empty: nothing.
   *
   * @param view as of view.js
   * @param left seconds that are left to go on, or null
   */
  next(view, left, now) {
    const lastCall = left !== null && left <= LAST_CALL_SECONDS;
    const what = [view.state, view.notice, lastCall].join();
    const news = what !== this.#said;
    if (!news && (view.announcement === this.#place || now - this.#at < PLACE_EVERY_MS)) {
      return "";
    }
    this.#said = what;
    this.#place = view.announcement;
    this.#at = now;
    const sentences = news
      ? [view.headline, view.detail, view.left, view.notice, view.announcement]
      : [view.announcement];
    return sentences.filter(Boolean).join(" ");
  }
}
