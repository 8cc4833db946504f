// Private calls signed and sent by the packages of npm; prints the statuses by package and call.
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsClient } from "aws4fetch";

const { BASE, KEY_ID, SECRET, ROOM } = process.env;
const base = new URL(BASE);
const region = "eu-west-1";
const service = "execute-api";

/** Query parameters in need of encoding. */
const odd = { event_id: ROOM, principal: "J\u00fcrgen *'(~)!/=&+?", from: "2026-01-31T12:00:00+01:00", "a b": "" };
const increment = JSON.stringify({ event_id: ROOM, increment_by: 1 });

async function withAws4fetch(method, path, query, body) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.append(name, value);
  }
  const client = new AwsClient({ accessKeyId: KEY_ID, secretAccessKey: SECRET, region, service });
  const signed = await client.sign(url, { method, body });
  return { method, url: signed.url, headers: Object.fromEntries(signed.headers), body };
}

const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

async function withSmithy(method, path, query, body) {
  const signer = new SignatureV4({
    credentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET },
    region,
    service,
    sha256: Sha256,
  });
  const signed = await signer.sign({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    port: Number(base.port),
    path,
    query,
    headers: { host: base.host, "content-type": "application/json" },
    body,
  });
  const pairs = Object.entries(signed.query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return { method, url: `${base.origin}${signed.path}?${pairs.join("&")}`, headers: signed.headers, body };
}

async function send({ method, url, headers, body }) {
  const answer = await fetch(url, { method, headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

async function statuses(sign) {
  const get = () => sign("GET", "/api/num_active_tokens", odd);
  const post = (body) => sign("POST", "/api/increment_serving_counter", {}, body);
  const otherQuery = await get();
  otherQuery.url = otherQuery.url.replace("12%3A00", "13%3A00");
  return {
    get: await send(await get()),
    post: await send(await post(increment)),
    post_with_query: await send(await sign("POST", "/api/increment_serving_counter", odd, increment)),
    empty_post: await send(await post(undefined)),
    other_query: await send(otherQuery),
    other_body: await send({ ...(await post(increment)), body: increment.replace("1}", "2}") }),
    no_body: await send({ ...(await post(increment)), body: undefined }),
  };
}

console.log(JSON.stringify({ aws4fetch: await statuses(withAws4fetch), smithy: await statuses(withSmithy) }));
