// Streams of the server: kept open while somebody looks at the tab, opened anew when they are lost.

/** The server sends something every five seconds; after this many milliseconds without, it is lost. */
const SILENCE_MAX = 8_000;
const PAUSE_MIN = 1_000;
const PAUSE_MAX = 10_000;

/**
 * Listens until it is told to stop.
 *
 * @param path of the stream
 * @param take by the name of an event, what takes its data
 * @param lost is told why in words, as far as this device knows
 * @param ask is called after a loss, to find out what the server says: a browser does not say why a stream ended
 * @returns what stops it
 */
export function listen(path, take, lost, ask) {
  const over = new AbortController();
  let source = null;
  let heard = 0;
  let again = 0;
  let pause = PAUSE_MIN;

  function shut() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  function open() {
    shut();
    if (over.signal.aborted) {
      return;
    }
    heard = 0;
    source = new EventSource(path);
    for (const [name, taker] of Object.entries(take)) {
      source.addEventListener(name, (event) => {
        heard = Date.now();
        pause = PAUSE_MIN;
        taker(JSON.parse(event.data));
      });
    }
    source.addEventListener("error", () => lose("The connection to the server is lost."));
  }

  async function lose(detail) {
    if (!source) {
      return;
    }
    shut();
    lost(detail);
    await ask(detail);
    if (!source && !document.hidden && !over.signal.aborted) {
      clearTimeout(again);
      again = setTimeout(open, pause);
      pause = Math.min(PAUSE_MAX, pause * 2);
    }
  }

  const watch = setInterval(() => {
    if (heard && Date.now() - heard > SILENCE_MAX) {
      lose("Nothing has come from the server for some seconds.");
    }
  }, 1_000);
  over.signal.addEventListener("abort", () => {
    clearInterval(watch);
    shut();
  });
  const on = (target, event, react) => target.addEventListener(event, react, { signal: over.signal });
  on(window, "offline", () => lose("This device is offline."));
  on(window, "online", () => {
    if (!source) {
      pause = PAUSE_MIN;
      open();
    }
  });
  // A browser keeps few connections to one server: tabs that nobody sees leave theirs to the others.
  on(document, "visibilitychange", () => {
    if (document.hidden) {
      shut();
      lost("This tab was in the background.");
    } else {
      open();
    }
  });
  open();
  return () => over.abort();
}
