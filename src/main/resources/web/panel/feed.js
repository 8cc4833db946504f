// Event streams, open while the tab is visible and reopened after a loss.

/** Milliseconds of silence after which the stream counts as lost. The server sends something every five seconds. */
const SILENCE_MAX = 8_000;
const PAUSE_MIN = 1_000;
const PAUSE_MAX = 10_000;

/**
 * Listens until stopped.
 *
 * @param path the path of the stream
 * @param take handlers of event data, by event name
 * @param lost called with the reason in words, as far as this device knows it
 * @param ask called after a loss to ask the server, since browsers do not say why a stream ended
 * @returns a function that stops it
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
    source.addEventListener("error", () => lose("The connection to the server was lost."));
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
      lose("The server has sent nothing for several seconds.");
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
  // Browsers limit the connections to one server: hidden tabs leave theirs to visible ones.
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
