// A small drand beacon for tests: a chain of its own, and relays of each nature on one port. Ends with its standard input.
//
// The first line of output is JSON: {"port", "chain": {...}}. Relays are http://127.0.0.1:<port>/<nature>:
//   honest   has all rounds up to the newest
//   late     is two rounds behind
//   silent   never answers
//   false    signs with a key that is not the chain's
//   torn     sends half of its answer and closes
// The newest round follows the clock. POST /newest {"round": 7} fixes it there.

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { bls12_381 } from "@noble/curves/bls12-381.js";

const bls = bls12_381.shortSignatures;
const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
};

const DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
const PERIOD = Number(process.env.PERIOD ?? 3);
const GENESIS = Number(process.env.GENESIS ?? Math.floor(Date.now() / 1000) - 100 * PERIOD);
const GROUP = sha256("group of a test");
const ID = "test";
const secretKey = (name) => {
  const bytes = sha256(name);
  // Below the order of the group, which begins with 0x73.
  bytes[0] &= 0x3f;
  return bytes;
};
const KEY = secretKey("a key of a test");
const FALSE_KEY = secretKey("another key of a test");
const publicKey = Buffer.from(bls.getPublicKey(KEY).toBytes());

const numbers = Buffer.alloc(12);
numbers.writeUInt32BE(PERIOD);
numbers.writeBigInt64BE(BigInt(GENESIS), 4);
const hash = sha256(numbers, publicKey, GROUP, ID).toString("hex");

let fixed;
const newest = () => fixed ?? Math.floor((Date.now() / 1000 - GENESIS) / PERIOD) + 1;

function signed(round, key) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  const signature = Buffer.from(bls.Signature.toBytes(bls.sign(bls.hash(sha256(number), DOMAIN), key)));
  return JSON.stringify({
    round,
    randomness: sha256(signature).toString("hex"),
    signature: signature.toString("hex"),
  });
}

function answer(response, status, text) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(text);
}

function relay(nature, which, response) {
  const has = nature === "late" ? newest() - 2 : newest();
  const round = which === "latest" ? has : Number(which);
  if (nature === "silent") {
    return;
  }
  if (!(round >= 1 && round <= has)) {
    answer(response, 425, "{}");
    return;
  }
  const text = signed(round, nature === "false" ? FALSE_KEY : KEY);
  if (nature === "torn") {
    response.writeHead(200, { "Content-Length": text.length });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
    return;
  }
  answer(response, 200, text);
}

const server = createServer(async (request, response) => {
  if (request.method === "POST" && request.url === "/newest") {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    fixed = JSON.parse(Buffer.concat(parts)).round;
    answer(response, 200, "{}");
    return;
  }
  const parts = /^\/(honest|late|silent|false|torn)\/([0-9a-f]{64})\/public\/(latest|\d+)$/.exec(request.url);
  if (parts && parts[2] === hash) {
    relay(parts[1], parts[3], response);
  } else {
    answer(response, 404, "{}");
  }
});
server.listen(0, "127.0.0.1", () => {
  const chain = {
    hash,
    public_key: publicKey.toString("hex"),
    genesis_time: GENESIS,
    period: PERIOD,
    group_hash: GROUP.toString("hex"),
    id: ID,
  };
  console.log(JSON.stringify({ port: server.address().port, chain }));
});
process.stdin.on("end", () => process.exit()).resume();
