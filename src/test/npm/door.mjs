// The JavaScript of the section "A sample shop" in docs/INTEGRATING.md, as it stands there, on a server whose clock may be wrong. Prints what
// it does with each token as JSON.
import * as jose from "jose";
import { readFile } from "node:fs/promises";

const { PAGE, BASE, TOKENS } = process.env;

const code = /## A sample shop\n[\s\S]*?```js\n([\s\S]*?)```/.exec(await readFile(PAGE, "utf8"))[1];

/** The page names an address that does not exist. */
const keySet = (url) => jose.createRemoteJWKSet(new URL(url.pathname, BASE));

let door;
const app = {
  use: (_path, handler) => {
    door = handler;
  },
};
new Function("createRemoteJWKSet", "jwtVerify", "app", code)(keySet, jose.jwtVerify, app);

async function opened(token) {
  let outcome = "nothing";
  const response = {
    redirect: (location) => {
      outcome = location;
    },
  };
  await door({ cookies: { waiting_room_token: token }, originalUrl: "/checkout?a=b" }, response, () => {
    outcome = "in";
  });
  return outcome;
}

console.log(JSON.stringify(await Promise.all(JSON.parse(TOKENS).map(opened))));
