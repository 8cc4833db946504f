// Server-Sent Events by fetch: unlike EventSource, it can send a header. It does not reconnect.

/** The events of one stream: "open", those of the server with their data, and "error" at its end. */
export class EventStream extends EventTarget {
  #over = new AbortController();

  /** @param request headers to send */
  constructor(fetch, url, request) {
    super();
    this.#read(fetch, url, { ...request, cache: "no-store", signal: this.#over.signal });
  }

  close() {
    this.#over.abort();
  }

  async #read(fetch, url, request) {
    try {
      const answer = await fetch(url, request);
      // Anything else is an error, or comes from something in between.
      if (answer.status === 200 && /^text\/event-stream/i.test(answer.headers.get("Content-Type") ?? "")) {
        this.dispatchEvent(new Event("open"));
        await this.#dispatch(answer.body.getReader());
      }
    } catch {
      // Said below, as is the end.
    }
    if (!this.#over.signal.aborted) {
      this.dispatchEvent(new Event("error"));
    }
  }

  async #dispatch(reader) {
    const events = new Events();
    const text = new TextDecoder();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      for (const { name, data } of events.of(text.decode(part.value, { stream: true }))) {
        if (this.#over.signal.aborted) {
          return;
        }
        this.dispatchEvent(Object.assign(new Event(name), { data }));
      }
    }
  }
}

/** Parses the text of a stream, which arrives in pieces of any size. */
export class Events {
  #rest = "";
  #name = "";
  #data = [];

  /** The events that end with this piece. */
  of(piece) {
    // A line end that is cut in two shows with the next piece.
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === "") {
      const event = { name: this.#name || "message", data: this.#data.join("\n") };
      const empty = this.#data.length === 0;
      this.#name = "";
      this.#data = [];
      return empty ? null : event;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "event") {
      this.#name = value;
    } else if (field === "data") {
      this.#data.push(value);
    }
    return null;
  }
}
