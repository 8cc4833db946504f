// A visitor's place, shared by all tabs: in a cookie and in the browser's storage. Either alone restores it.

const KEPT_SECONDS = 7 * 24 * 3600;

/** The cookie of the place, which the page without scripts reads too. */
export function cookieName(event) {
  return `waiting_room_place_${event}`;
}

/** Runs in one tab at a time. Browsers that deny storage deny locks too: there, each tab runs on its own. */
export async function alone(locks, name, run) {
  let begun = false;
  try {
    return await locks.request(name, () => {
      begun = true;
      return run();
    });
  } catch (refused) {
    if (begun) {
      throw refused;
    }
    return run();
  }
}

export class Place {
  #key;
  #browser;
  #last = null;

  /** @param browser.storage as localStorage, or null; browser.document has the cookies; browser.secure: over TLS; browser.now() */
  constructor(event, browser) {
    this.#key = cookieName(event);
    this.#browser = browser;
  }

  /** The storage key whose changes other tabs see. */
  get key() {
    return this.#key;
  }

  /**
   * The stored place, or null. The cookie wins: the page without scripts writes nothing else.
   *
   * @returns {{id: string, start?: number, entered?: boolean} | null} start: people ahead when the visitor joined;
   *   entered: someone has continued from here with this place
   */
  read() {
    const stored = this.#stored();
    const id = this.#cookie() ?? stored?.id;
    if (!id) {
      return this.#last;
    }
    return stored?.id === id ? stored : { id };
  }

  /** Stores it in both. */
  keep(place) {
    this.#last = place;
    // First, since other tabs read both as soon as the storage changes.
    this.#setCookie(place.id, KEPT_SECONDS);
    try {
      const until = this.#browser.now() + 1000 * KEPT_SECONDS;
      this.#browser.storage?.setItem(this.#key, JSON.stringify({ ...place, until }));
    } catch {
      // Full or forbidden: the cookie has the id.
    }
  }

  /** Removes that place, unless another tab has stored a newer one. */
  forget(id) {
    if (this.read()?.id !== id) {
      return;
    }
    this.#last = null;
    this.#setCookie("", 0);
    try {
      this.#browser.storage?.removeItem(this.#key);
    } catch {
      // Then nothing was stored there either.
    }
  }

  #stored() {
    try {
      const { until, ...place } = JSON.parse(this.#browser.storage?.getItem(this.#key) ?? "{}");
      return typeof place.id === "string" && until > this.#browser.now() ? place : null;
    } catch {
      return null;
    }
  }

  #cookie() {
    const start = `${this.#key}=`;
    const all = this.#browser.document.cookie.split("; ");
    return all.find((cookie) => cookie.startsWith(start))?.slice(start.length) || null;
  }

  #setCookie(value, seconds) {
    const secure = this.#browser.secure ? "; Secure" : "";
    this.#browser.document.cookie = `${this.#key}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`;
    // Chromium writes a cookie behind the script's back; only a read waits for it. Without one, the next tab with the
    // lock can miss the place and join again.
    this.#cookie();
  }
}
