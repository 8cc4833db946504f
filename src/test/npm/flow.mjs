// A visitor of the shop in shop.mjs, with the login page's script as the server serves it. Prints the outcome as JSON.
import { back, out, toTheLine, visitor } from "./shop.mjs";

const { ISSUER, REDIRECT_URI, GOODBYE } = process.env;

const text = async (url) => (await fetch(url)).text();
const { wait } = await import(`data:text/javascript,${encodeURIComponent(await text(`${ISSUER}/line.js`))}`);

const places = new Map();
const storage = {
  getItem: (key) => places.get(key),
  setItem: (key, value) => places.set(key, value),
  removeItem: (key) => places.delete(key),
};

/** The third request fails as in a tunnel, the fourth as at a busy node. */
let requests = 0;
async function shaky(url, request) {
  requests += 1;
  if (requests === 3) {
    throw new TypeError("no network");
  }
  return requests === 4 ? new Response("", { status: 503 }) : fetch(url, request);
}

async function through({ url, checks }) {
  const authorized = await fetch(url, { redirect: "manual" });
  const login = new URL(authorized.headers.get("Location"), url);
  const page = await text(login);
  const tx = /name="tx" value="([^"]+)"/.exec(page)[1];
  const room = /data-room="([^"]+)"/.exec(page)[1];
  const shown = [];
  const location = await wait(
    { room, tx, base: login },
    {
      fetch: shaky,
      places: storage,
      // Ten times as fast as for people.
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 10)),
      show: (news) => shown.push(news),
      again: () => Promise.reject(new Error("asked to join again")),
    },
  );
  return { url: new URL(location), checks, shown };
}

async function errorOf(promise) {
  try {
    await promise;
    return "none";
  } catch (failure) {
    return failure.error ?? failure.code ?? failure.cause?.error ?? failure.message;
  }
}

const first = await through(await toTheLine(REDIRECT_URI));
const tokens = await back(first.url, first.checks);
const replayed = await errorOf(back(first.url, first.checks));
const again = await through(await toTheLine(REDIRECT_URI));
const otherNonce = await errorOf(back(again.url, { ...again.checks, expectedNonce: "another" }));
const third = await through(await toTheLine(REDIRECT_URI));
const otherVerifier = await errorOf(
  back(third.url, { ...third.checks, pkceCodeVerifier: first.checks.pkceCodeVerifier }),
);
const user = await visitor(tokens);
const goodbye = await fetch(out(tokens, GOODBYE), { redirect: "manual" });

console.log(
  JSON.stringify({
    claims: tokens.claims(),
    expiresIn: tokens.expiresIn(),
    user,
    replayed,
    otherNonce,
    otherVerifier,
    waited: first.shown.filter((news) => news.position > news.serving).length,
    told: first.shown.map((news) => news.message),
    goodbye: goodbye.headers.get("Location"),
  }),
);
