// Announces changes to screen readers: important ones at once, the place in line at most every 30 s.

const PLACE_EVERY_MS = 30_000;
const LAST_CALL_SECONDS = 60;

export class Announcer {
  #said = "";
  #place = "";
  #at = -Infinity;

  /**
   * Returns the text to announce now, which may be empty.
   *
   * @param view a view of view.js
   * @param left seconds left to continue, or null
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
