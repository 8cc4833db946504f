// Writes a view into the page. A room's own template may omit any part.

const ICONS = { turn: "icon-turn.svg" };

export class Screen {
  #root;
  #assets;
  #parts = new Map();
  #announced = 0;

  /** @param root the element with data-page */
  constructor(root, assets) {
    this.#root = root;
    this.#assets = assets;
    for (const element of root.querySelectorAll("[data-part]")) {
      this.#parts.set(element.dataset.part, element);
    }
  }

  part(name) {
    return this.#parts.get(name);
  }

  show(view) {
    const document = this.#root.ownerDocument;
    if (this.#root.dataset.state !== view.state) {
      this.#root.dataset.state = view.state;
      this.#icon(document, ICONS[view.state] ?? "icon.svg");
    }
    for (const name of [
      "headline",
      "detail",
      "position",
      "ahead",
      "wait",
      "range",
      "message",
      "notice",
      "left",
      "starts",
      "enter",
      "again",
    ]) {
      this.#write(name, view[name]);
    }
    this.part("position")?.toggleAttribute("data-long", view.position.length > 6);
    this.#progress(view.progress);
    document.title = view.title;
  }

  /** Writes to the one live region, alternating a space: screen readers skip text that does not change. */
  announce(text) {
    const region = this.part("announcement");
    if (region && text) {
      this.#announced++;
      region.textContent = text + (this.#announced % 2 ? "" : "\u00a0");
    }
  }

  #write(name, text) {
    const element = this.part(name);
    if (!element) {
      return;
    }
    if (element.textContent !== text) {
      element.textContent = text;
    }
    (element.closest(`[data-shows="${name}"]`) ?? element).hidden = text === "";
  }

  #progress(value) {
    const bar = this.part("progress");
    if (bar) {
      bar.hidden = value === null;
      bar.value = value ?? 0;
    }
  }

  #icon(document, file) {
    const link = document.querySelector('link[rel="icon"]');
    if (link) {
      link.href = `${this.#assets}/${file}`;
    }
  }
}
