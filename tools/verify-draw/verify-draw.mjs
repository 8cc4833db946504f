#!/usr/bin/env node
// Checks a draw of a waiting room, without trusting the waiting room. Needs Node.js 20.19 or newer.
//
//   node verify-draw.mjs bundle.json [proof.json] [--id <request id>] [--key <key>]
//
// bundle.json  what GET /rooms/{room}/schedule/{event}/draw answers
// proof.json   what POST .../draw/proof answers to the holder of an entry, or what the page "check my place" saves
// --id         the request id of that entry, unless proof.json has it
// --key        the operator's key as you have it from elsewhere, such as /.well-known/waiting-room-log or a newspaper
//
// Each line says what was checked: ok, FAILED, open (cannot be checked here, or is not proved) or note.
// Exit code 0: everything is proved. 1: something is wrong. 2: nothing is wrong, but something is open or unreadable.
// The signature of the beacon needs the package @noble/curves: run `npm ci` in this folder.
//
// Written from the description of the procedure alone, as VerifyDraw.java is: they share no code.

import { createHash, createPublicKey, hkdfSync, verify as verifySignature } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const ALGORITHM = "waitingroom draw 1";
const CLOSED_BEFORE_MILLIS = 5000;
const ROUNDS = 90;
const ENTRIES_MAX = 2 ** 40;

const HASH = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

class Unreadable extends Error {}

function must(good, what) {
  if (!good) {
    throw new Unreadable(what);
  }
}

const matches = (value, pattern) => typeof value === "string" && pattern.test(value);
const isAbsent = (value) => value === null || value === undefined;
const isText = (value) => matches(value, /^[ -~]*$/);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isTime = (value) => matches(value, TIME) && !Number.isNaN(Date.parse(value));
const isHash = (value) => matches(value, HASH);

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
};
const unhex = (text) => Buffer.from(text, "hex");
const eightBytes = (number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
};

/** Checks the shape of a bundle, so that no member can hide a line of a signed text. */
function readable(bundle) {
  must(bundle && typeof bundle === "object" && bundle.format === "waitingroom draw bundle 1", "this is no bundle");
  must(matches(bundle.room, /^[A-Za-z0-9._-]{1,64}$/), "the room");
  must(isCount(bundle.epoch) && isCount(bundle.number), "epoch and number");
  must(["committed", "frozen", "revealed", "void"].includes(bundle.phase), "the phase");
  must(isText(bundle.algorithm) && isHash(bundle.commitment), "algorithm and commitment");
  must(isText(bundle.key), "the key");
  must(Array.isArray(bundle.timestamps) && bundle.timestamps.every(isText), "the time stamps");
  readableBeacon(bundle.beacon);
  must(Array.isArray(bundle.announcements) && bundle.announcements.length > 0, "the announcements");
  for (const said of bundle.announcements) {
    must(said && isCount(said.epoch) && isText(said.algorithm) && isHash(said.commitment), "an announcement");
    must(isText(said.kind) && isText(said.beacon) && isCount(said.round), "the beacon of an announcement");
    must(isTime(said.starts_at) && isCount(said.window) && isCount(said.distance), "the times of an announcement");
    must(isTime(said.time) && typeof said.signature === "string", "the signature of an announcement");
  }
  if (bundle.phase !== "committed") {
    must(isCount(bundle.first) && isCount(bundle.n) && isCount(bundle.ahead), "the numbers of the list");
    must(bundle.n <= ENTRIES_MAX, "the number of entries");
    must(isHash(bundle.root) && isTime(bundle.time), "root and time of the list");
    must(isAbsent(bundle.late) || matches(bundle.late, /^[a-z][a-z_]{1,31}$/), "the reason for being late");
    must(typeof bundle.extended === "boolean" && typeof bundle.signature === "string", "the signature of the list");
  }
  if (bundle.phase === "revealed" || bundle.phase === "void") {
    must(isHash(bundle.s), "the secret");
  }
  if (bundle.phase === "revealed") {
    must(matches(bundle.beacon_signature, /^([0-9a-f]{2})+$/), "the value of the beacon");
    must(bundle.n === 0 ? isAbsent(bundle.seed) : isHash(bundle.seed), "the seed");
  }
  must(isAbsent(bundle.void) || (bundle.phase === "void" && isText(bundle.void)), "why the draw is void");
}

function readableBeacon(beacon) {
  must(beacon && ["drand", "hand", "none"].includes(beacon.kind), "the kind of the beacon");
  must(isText(beacon.name) && isCount(beacon.round), "the beacon");
  must(isAbsent(beacon.verified) || ["signature", "relays"].includes(beacon.verified), "how the beacon was verified");
  if (beacon.kind === "drand") {
    must(isHash(beacon.name) && beacon.round > 0, "the chain of the beacon");
    must(matches(beacon.public_key, /^[0-9a-f]{192}$/) && isHash(beacon.group_hash), "the key of the chain");
    must(isText(beacon.id) && isCount(beacon.genesis_time), "id and genesis of the chain");
    must(isCount(beacon.period) && beacon.period > 0 && beacon.period < 2 ** 31, "the period of the chain");
  }
}

/** A key of signed notes (c2sp.org/signed-note): name, id and bytes. */
function noteKey(text) {
  const parts = /^([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text);
  must(parts, "the key of signed texts");
  const typed = Buffer.from(parts[3], "base64");
  must(typed.length === 33 && typed[0] === 1, "the kind of the key of signed texts");
  const id = sha256(parts[1], "\n", typed).subarray(0, 4);
  must(id.toString("hex") === parts[2], "the id of the key of signed texts");
  const der = Buffer.concat([unhex("302a300506032b6570032100"), typed.subarray(1)]);
  return { name: parts[1], id, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
}

function isSigned(lines, signatureLine, key) {
  const parts = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(signatureLine);
  if (!parts || parts[1] !== key.name) {
    return false;
  }
  const signature = Buffer.from(parts[2], "base64");
  const canonical = signature.toString("base64") === parts[2];
  return (
    canonical &&
    signature.length === 68 &&
    signature.subarray(0, 4).equals(key.id) &&
    verifySignature(null, Buffer.from(`${lines.join("\n")}\n`), key.key, signature.subarray(4))
  );
}

const source = (kind, name) => (kind === "none" ? "none" : `${kind} ${name}`);

function announcementText(bundle, said) {
  return [
    "waitingroom draw announcement 1",
    `room: ${bundle.room}`,
    `epoch: ${said.epoch}`,
    `number: ${bundle.number}`,
    `algorithm: ${said.algorithm}`,
    `commitment: ${said.commitment}`,
    `beacon: ${source(said.kind, said.beacon)}`,
    `round: ${said.round}`,
    `starts: ${said.starts_at}`,
    `window: ${said.window}`,
    `distance: ${said.distance}`,
    `time: ${said.time}`,
  ];
}

function statementText(bundle) {
  return [
    "waitingroom draw statement 1",
    `room: ${bundle.room}`,
    `epoch: ${bundle.epoch}`,
    `number: ${bundle.number}`,
    `algorithm: ${bundle.algorithm}`,
    `commitment: ${bundle.commitment}`,
    `beacon: ${source(bundle.beacon.kind, bundle.beacon.name)}`,
    `round: ${bundle.beacon.round}`,
    `first: ${bundle.first}`,
    `n: ${bundle.n}`,
    `ahead: ${bundle.ahead}`,
    `root: ${bundle.root}`,
    `time: ${bundle.time}`,
    `late: ${bundle.late ?? "no"}`,
    `extended: ${bundle.extended}`,
  ];
}

/** The first round whose moment is later than that one. */
function firstRoundAfter(beacon, millis) {
  const sinceGenesis = millis - beacon.genesis_time * 1000;
  return sinceGenesis < 0 ? 1 : Math.floor(sinceGenesis / (beacon.period * 1000)) + 2;
}

const momentMillis = (beacon) => (beacon.genesis_time + (beacon.round - 1) * beacon.period) * 1000;

function chainHash(beacon) {
  const period = Buffer.alloc(4);
  period.writeUInt32BE(beacon.period);
  const id = beacon.id === "default" ? "" : beacon.id;
  return sha256(
    period,
    eightBytes(beacon.genesis_time),
    unhex(beacon.public_key),
    unhex(beacon.group_hash),
    id,
  ).toString("hex");
}

/** True, false, or undefined when the package is missing. */
async function isBeaconSigned(beacon, signature) {
  let curve;
  try {
    curve = (await import("@noble/curves/bls12-381.js")).bls12_381.shortSignatures;
  } catch {
    return undefined;
  }
  try {
    const message = curve.hash(sha256(eightBytes(beacon.round)), "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_");
    return curve.verify(unhex(signature), message, unhex(beacon.public_key));
  } catch {
    return false;
  }
}

function seedOf(bundle) {
  const info = Buffer.concat([
    Buffer.from(`${ALGORITHM}\0${bundle.room}\0`),
    eightBytes(bundle.epoch),
    eightBytes(bundle.number),
    eightBytes(bundle.n),
    unhex(bundle.root),
  ]);
  return Buffer.from(hkdfSync("sha256", unhex(bundle.beacon_signature), unhex(bundle.s), info, 32));
}

/** Swap or not, 90 rounds: the new index of an index, both from 0. */
function shuffled(seed, index, n) {
  let at = index;
  for (let round = 0; round < ROUNDS; round++) {
    const one = Buffer.from([round]);
    const pivot = Number(sha256(seed, one).readBigUInt64LE() % BigInt(n));
    const flip = (pivot + n - at) % n;
    const higher = Math.max(at, flip);
    const block = Buffer.alloc(4);
    block.writeUInt32LE(Math.floor(higher / 256));
    const bit = higher % 256;
    if ((sha256(seed, one, block)[bit >> 3] >> (bit & 7)) & 1) {
      at = flip;
    }
  }
  return at;
}

/** The root to which the hashes lead from a leaf (RFC 9162, section 2.1.3.2); undefined when they do not fit. */
function rootOf(leaf, index, n, hashes) {
  let at = BigInt(index);
  let last = BigInt(n) - 1n;
  let hash = leaf;
  for (const sibling of hashes) {
    if (last === 0n) {
      return undefined;
    }
    if (at % 2n === 1n || at === last) {
      hash = sha256(Buffer.of(1), unhex(sibling), hash);
      while (at % 2n === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = sha256(Buffer.of(1), hash, unhex(sibling));
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : undefined;
}

function checkEntry(report, bundle, proof, id) {
  must(proof && isCount(proof.position) && isCount(proof.leaf_index), "the position of the proof");
  must(isHash(proof.salt) && Array.isArray(proof.hashes) && proof.hashes.every(isHash), "the hashes of the proof");
  must(isAbsent(proof.place) || isCount(proof.place), "the place of the proof");
  const holder = proof.first_id ?? id ?? proof.request_id;
  must(matches(holder, /^[0-9a-f-]{36}$/), "the request id: give it by --id");
  report(proof.leaf_index === proof.position - bundle.first, "the entry's index in the list is its order of arrival");
  const named = sha256(unhex(proof.salt), holder);
  const leaf = sha256(Buffer.of(0), eightBytes(proof.position), named);
  const inside = proof.leaf_index < bundle.n;
  const root = inside ? rootOf(leaf, proof.leaf_index, bundle.n, proof.hashes) : undefined;
  report(root !== undefined && root.toString("hex") === bundle.root, "the entry is in the list that was closed");
  if (bundle.phase === "revealed") {
    const place = inside && bundle.n > 0 ? bundle.first + shuffled(unhex(bundle.seed), proof.leaf_index, bundle.n) : 0;
    report(proof.place === place, `the entry's place follows from the seed: ${place}`);
  }
}

function checkAnnouncements(report, note, bundle, key) {
  const all = bundle.announcements;
  const last = all[all.length - 1];
  report(
    all.every((said) => isSigned(announcementText(bundle, said), said.signature, key)),
    "the draw was announced in signed texts",
  );
  if (all.length > 1) {
    note(`it was announced ${all.length} times, the last time at ${last.time}: ask why`);
  }
  report(
    last.epoch === bundle.epoch &&
      last.algorithm === bundle.algorithm &&
      last.commitment === bundle.commitment &&
      last.kind === bundle.beacon.kind &&
      last.beacon === bundle.beacon.name,
    "algorithm, commitment and beacon are those that were announced last",
  );
  report(bundle.algorithm === ALGORITHM, "the algorithm is the one that this program knows");
  if (bundle.beacon.kind === "drand") {
    report(chainHash(bundle.beacon) === bundle.beacon.name, "key, genesis and period belong to the beacon's chain");
    const after = Date.parse(last.starts_at) + (last.window + last.distance) * 1000;
    report(
      last.round === firstRoundAfter(bundle.beacon, after),
      "the announced round is the first one after start, window and distance",
    );
  }
}

function checkClosing(report, bundle, key) {
  const last = bundle.announcements[bundle.announcements.length - 1];
  const beacon = bundle.beacon;
  const closed = Date.parse(bundle.time);
  report(isSigned(statementText(bundle), bundle.signature, key), "the statement that closed the list is signed");
  report(closed >= Date.parse(last.starts_at) + last.window * 1000, "the list was not closed before it should be");
  if (beacon.kind === "drand") {
    const due = isAbsent(bundle.late) ? last.round : firstRoundAfter(beacon, closed + last.distance * 1000);
    report(beacon.round === due, "the round is the one that the rule names");
    report(
      momentMillis(beacon) - closed >= CLOSED_BEFORE_MILLIS,
      "by the operator's clock the list was closed before the round",
    );
  } else {
    report(beacon.round === last.round, "the round is the one that the rule names");
  }
}

async function checkValue(report, open, bundle) {
  const beacon = bundle.beacon;
  if (beacon.kind === "drand") {
    const signed = await isBeaconSigned(beacon, bundle.beacon_signature);
    if (signed === undefined) {
      open("the beacon's signature is not checked: install @noble/curves");
    } else {
      report(signed, "the beacon's signature is genuine");
    }
  } else if (beacon.kind === "none") {
    report(bundle.beacon_signature === "6e6f6e65", "there is no public value");
    open("there is no public value: the operator could choose the order");
  } else {
    open(`the public value was entered by hand: compare it with ${beacon.name}`);
  }
  if (bundle.n === 0) {
    report(isAbsent(bundle.seed), "the list is empty: nothing was drawn");
  } else {
    report(seedOf(bundle).toString("hex") === bundle.seed, "the seed follows from secret, public value and list");
  }
}

/** Checks a bundle, and an entry if there is a proof. Answers the exit code and the lines. */
export async function check(bundle, { proof, id, key: known } = {}) {
  const lines = [];
  const add = (status, text) => lines.push({ status, text });
  const report = (good, text) => add(good ? "ok" : "FAILED", text);
  const note = (text) => add("note", text);
  const open = (text) => add("open", text);
  try {
    readable(bundle);
    const key = noteKey(bundle.key);
    if (known === undefined) {
      note(`signed by ${bundle.key}: compare this with the operator's key from elsewhere`);
    } else {
      report(known === bundle.key, "signed by the key that you know");
    }
    checkAnnouncements(report, note, bundle, key);
    if (bundle.phase === "committed") {
      open("the list is not closed yet");
    } else {
      checkClosing(report, bundle, key);
      note(
        bundle.timestamps.length > 0
          ? "the time of closing has time stamps of others: check them with openssl ts"
          : "the time of closing is the operator's word, and that of people who kept the statement",
      );
      if (!isAbsent(bundle.late)) {
        open(`the list was closed again (${bundle.late}): only people who kept an earlier statement could object`);
      }
    }
    if (bundle.phase === "frozen") {
      open("nothing is drawn yet");
    }
    if (bundle.phase === "revealed" || bundle.phase === "void") {
      report(sha256(unhex(bundle.s)).toString("hex") === bundle.commitment, "the secret is the one that was announced");
    }
    if (bundle.phase === "revealed") {
      await checkValue(report, open, bundle);
    }
    if (bundle.phase === "void") {
      open(`the draw was given up: ${bundle.void ?? "no reason"}`);
    }
    if (proof !== undefined) {
      must(bundle.phase !== "committed", "a proof before the list is closed");
      checkEntry(report, bundle, proof, id);
    }
  } catch (failure) {
    if (!(failure instanceof Unreadable)) {
      throw failure;
    }
    open(`cannot be read: ${failure.message}`);
  }
  const has = (status) => lines.some((line) => line.status === status);
  return { code: has("FAILED") ? 1 : has("open") ? 2 : 0, lines };
}

function parsed(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (failure) {
    console.log(`open    ${file} cannot be read: ${failure.message}`);
    process.exit(2);
  }
}

async function main(given) {
  const files = [];
  const options = {};
  for (let i = 0; i < given.length; i++) {
    if (given[i] === "--id" || given[i] === "--key") {
      options[given[i].slice(2)] = given[++i];
    } else {
      files.push(given[i]);
    }
  }
  if (files.length < 1 || files.length > 2) {
    console.log("Usage: node verify-draw.mjs bundle.json [proof.json] [--id <request id>] [--key <key>]");
    process.exit(2);
  }
  if (files.length === 2) {
    options.proof = parsed(files[1]);
  }
  const { code, lines } = await check(parsed(files[0]), options);
  for (const { status, text } of lines) {
    console.log(`${status.padEnd(7)} ${text}`);
  }
  console.log(
    ["Everything is proved.", "Something is WRONG.", "Nothing is wrong, but not everything is proved."][code],
  );
  process.exitCode = code;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
