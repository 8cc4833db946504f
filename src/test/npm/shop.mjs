import * as openid from "openid-client";

const issuer = new URL(process.env.ISSUER);

// The client id is the room; the secret came with the answer to PUT /rooms/<room>/client.
const config = await openid.discovery(issuer, process.env.ROOM, process.env.CLIENT_SECRET, undefined, {
  // A waiting room without TLS, on the machine of a developer.
  execute: issuer.protocol === "http:" ? [openid.allowInsecureRequests] : [],
});

/** Where to send a visitor, and what to keep in their session until they come back. */
export async function toTheLine(redirectUri) {
  const checks = {
    pkceCodeVerifier: openid.randomPKCECodeVerifier(),
    expectedState: openid.randomState(),
    expectedNonce: openid.randomNonce(),
  };
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await openid.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  return { url, checks };
}

/** The tokens of a visitor who came back to this address. */
export function back(url, checks) {
  return openid.authorizationCodeGrant(config, url, checks);
}

/** Who that is: the claims of their access token. */
export function visitor(tokens) {
  return openid.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
}

/** Where to send a visitor who is done, so that the next one comes in. */
export function out(tokens, redirectUri) {
  return openid.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: redirectUri,
  });
}
