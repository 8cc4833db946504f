// The sign-in page.

import { html, nothing } from "./lit-html.js";
import { hint, signIn, whatWentWrong, who } from "./session.js";
import { changed } from "./store.js";

const openId = document.documentElement.dataset.openid === "true";
let refusal = "";
let busy = false;

async function submit(event) {
  event.preventDefault();
  const form = event.target;
  if (busy) {
    return;
  }
  busy = true;
  refusal = "";
  changed();
  try {
    await signIn(form.elements.key.value.trim(), form.elements.secret.value.trim());
    form.reset();
  } catch (refused) {
    refusal = refused.message;
    form.elements.secret.select();
  }
  busy = false;
  changed();
}

export function signInPage() {
  if (who() === undefined) {
    return whatWentWrong()
      ? html`<main class="starting"><h1>The control panel cannot start</h1><p role="alert">${whatWentWrong()}</p>
          <button class="primary" @click=${() => location.reload()}>Try again</button></main>`
      : html`<main class="starting"><p>Checking who you are …</p></main>`;
  }
  return html`<main class="sign-in" id="main">
    <div class="card">
      <p class="brand"><span class="mark" aria-hidden="true"></span>Waiting rooms</p>
      <h1 tabindex="-1">Sign in</h1>
      <p class="trouble" role="alert">${refusal || whatWentWrong()}</p>
      <form novalidate @submit=${submit}>
        <label class="field">
          <span class="label">Access key id</span>
          <input name="key" autocomplete="username" autocapitalize="off" spellcheck="false" required />
        </label>
        <label class="field">
          <span class="label">Secret access key</span>
          <input name="secret" type="password" autocomplete="current-password" required />
        </label>
        <button class="primary block" ?disabled=${busy}>${busy ? "Signing in …" : "Sign in"}</button>
      </form>
      ${
        openId
          ? html`<p class="or"><span>or</span></p>
            <a class="button block" href="/session/openid" @click=${() => hint(true)}>
              Sign in with your company account
            </a>`
          : nothing
      }
      <p class="note">The secret is sent once and not stored in this browser.</p>
    </div>
  </main>`;
}
