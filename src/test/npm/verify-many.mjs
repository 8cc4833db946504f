// Checks many draws at once: CASES names a file with a list of {bundle, proof, id, key}.

import { readFileSync } from "node:fs";
import { check } from "./verify-draw.mjs";

const cases = JSON.parse(readFileSync(process.env.CASES, "utf8"));
const results = [];
for (const { bundle, proof, id, key } of cases) {
  const { code, lines } = await check(bundle, { proof, id, key });
  results.push({ code, lines: lines.map(({ status, text }) => `${status} ${text}`) });
}
console.log(JSON.stringify(results));
