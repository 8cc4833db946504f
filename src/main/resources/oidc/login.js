// The page around line.js.
import { wait } from "./line.js";

const form = document.getElementById("next");
const again = document.getElementById("again");

// The script replaces the form.
form.hidden = true;

function show(news) {
  if (news.message) {
    document.getElementById("message").textContent = news.message;
  }
  if (news.position) {
    document.getElementById("position").textContent = news.position;
    document.getElementById("serving").textContent = news.serving;
    document.getElementById("line").hidden = false;
  }
  again.hidden = !news.again;
}

// Without storage, a reload loses the place, but nothing else.
function storage() {
  try {
    sessionStorage.getItem("");
    return sessionStorage;
  } catch {
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key),
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    };
  }
}

const next = await wait(
  { room: form.dataset.room, tx: form.elements.tx.value, base: document.baseURI },
  {
    fetch: (url, request) => fetch(url, request),
    places: storage(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    show,
    again: () => new Promise((resolve) => again.addEventListener("click", resolve, { once: true })),
  },
);
if (next) {
  location.replace(next);
}
