// Tests of the login page's script against a scripted server.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const source = await readFile(process.env.LINE_JS, "utf8");
const { wait } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const json = (status, body, headers = {}) => new Response(JSON.stringify(body), { status, headers });

/** Runs the line against answers by path; the last answer of a path repeats. */
async function run(answers, kept = new Map()) {
  const lists = Object.fromEntries(Object.entries(answers).map(([path, list]) => [path, [...list]]));
  const asked = [];
  const slept = [];
  const shown = [];
  let agains = 0;
  const result = await wait(
    { room: "Sample", tx: "tx", base: "https://line.example/oidc/login?tx=tx" },
    {
      fetch: async (url, request) => {
        const list = lists[url.pathname];
        asked.push(url.pathname);
        const next = list.length > 1 ? list.shift() : list[0];
        return next(url, request);
      },
      places: {
        getItem: (key) => kept.get(key),
        setItem: (key, value) => kept.set(key, value),
        removeItem: (key) => kept.delete(key),
      },
      sleep: async (milliseconds) => slept.push(milliseconds),
      show: (news) => shown.push(news),
      again: async () => (agains += 1),
    },
  );
  return { result, asked, slept, shown, agains, kept };
}

const served = {
  "/assign_queue_num": [() => json(200, { api_request_id: "one" }), () => json(200, { api_request_id: "two" })],
  "/queue_num": [() => json(200, { queue_number: 7 })],
  "/serving_num": [() => json(200, { serving_counter: "7" })],
  "/oidc/continue": [() => json(200, { location: "https://shop.example/" })],
};

// A stored place is not requested again.
const reloaded = await run({ ...served }, new Map([["waiting-room Sample", "kept"]]));
assert.equal(reloaded.result, "https://shop.example/");
assert.ok(!reloaded.asked.includes("/assign_queue_num"));

// It polls at the server's pace, with jitter.
const polled = await run({
  ...served,
  "/serving_num": [
    () => json(200, { serving_counter: "5" }, { "Cache-Control": "public, max-age=4" }),
    () => json(200, { serving_counter: "7" }),
  ],
});
assert.ok(polled.slept[0] >= 4000 && polled.slept[0] <= 5000, String(polled.slept));

// It backs off while the server is away, at least as long as the server asks, and does not give up.
const failures = Array.from({ length: 20 }, () => () => Promise.reject(new TypeError("no network")));
const patient = await run({
  ...served,
  "/serving_num": [
    ...failures,
    () => json(503, {}, { "Retry-After": "90" }),
    () => json(200, { serving_counter: "7" }),
  ],
});
assert.equal(patient.result, "https://shop.example/");
assert.ok(patient.slept[0] < 1300 && patient.slept[4] >= 16000 && patient.slept[19] <= 75000, String(patient.slept));
assert.ok(patient.slept[20] >= 90000, String(patient.slept));

// After a reset the place is unknown: it joins again.
const reset = await run(
  { ...served, "/queue_num": [() => json(202, {}), () => json(200, { queue_number: 7 })] },
  new Map([["waiting-room Sample", "old"]]),
);
assert.equal(reset.kept.get("waiting-room Sample"), "one");

// The request id goes in a header, and into the address only where the header does not arrive.
const header = await run({
  ...served,
  "/queue_num": [
    (url, { headers }) => {
      assert.deepEqual([url.search, headers["X-Waiting-Room-Request-Id"]], ["?event_id=Sample", "one"]);
      return json(400, { message: "Missing required request parameters: [request_id]" });
    },
    (url) => {
      assert.equal(url.searchParams.get("request_id"), "one");
      return json(200, { queue_number: 7 });
    },
  ],
});
assert.equal(header.kept.get("waiting-room Sample"), "one");

// After an expired turn it asks the visitor before it joins again.
const over = await run({
  ...served,
  "/oidc/continue": [() => json(410, {}), () => json(200, { location: "https://shop.example/" })],
});
assert.equal(over.agains, 1);
assert.equal(over.kept.get("waiting-room Sample"), "two");

// A request unknown to the server leads nowhere.
const unknown = await run({ ...served, "/oidc/continue": [() => json(404, {})] });
assert.equal(unknown.result, null);

console.log(JSON.stringify({ passed: true }));
