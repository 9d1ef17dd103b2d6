const PURPOSES = new Map([
  ['SIGN_UP', 'Confirm your account'],
  ['RESET_PASSWORD', 'Reset your password'],
  ['SIGN_IN', 'Sign in'],
  ['VERIFY_EMAIL', 'Verify your e-mail address'],
  ['VERIFY_PHONE_NUMBER', 'Verify your phone number'],
  ['INVITATION', 'Your temporary password'],
]);

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 40rem; padding: 2rem 1rem; }
  h1 { font-size: 1.5rem; margin: 0; }
  ol { list-style: none; padding: 0; }
  li { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .75rem;
    display: grid; gap: .25rem; grid-template-columns: 1fr auto; align-items: center;
    margin: 1rem 0; padding: 1rem 1.25rem; }
  h2 { font-size: 1rem; margin: 0; }
  p { margin: 0; overflow-wrap: anywhere; }
  .quiet { opacity: .75; font-size: .875rem; }
  code { font: 600 1.5rem/1 ui-monospace, monospace; letter-spacing: .05em; user-select: all; }
  button { font: inherit; padding: .5rem .75rem; border-radius: .5rem; cursor: pointer;
    border: 1px solid currentColor; background: none; color: inherit; }
  :focus-visible { outline: 3px solid #3b82f6; outline-offset: 2px; }
`;

// Fetches the page again, so that only this file renders messages.
const SCRIPT = `
  const messages = document.getElementById('messages');
  const said = document.getElementById('said');
  document.addEventListener('click', async ({ target }) => {
    const code = target.closest?.('button')?.dataset.code;
    if (code === undefined) return;
    await navigator.clipboard.writeText(code);
    said.textContent = code + ' copied.';
  });
  async function look() {
    try {
      const page = await (await fetch(location.href)).text();
      const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById('messages');
      const news = fresh.dataset.count - messages.dataset.count;
      if (news > 0 && messages.dataset.count > 0) {
        // Keep the existing messages: one of them may have the focus.
        messages.prepend(...[...fresh.children].slice(0, news));
      } else if (fresh.innerHTML !== messages.innerHTML) {
        messages.innerHTML = fresh.innerHTML;
      }
      messages.dataset.count = fresh.dataset.count;
      if (news > 0) said.textContent = 'A new message has arrived.';
    } catch {
      said.textContent = 'The server is not responding.';
    }
    setTimeout(look, 1500);
  }
  setTimeout(look, 1500);
`;

/**
 * The mailbox as a page that updates itself: all messages, newest first.
 *
 * @param {import('./outbox.js').Message[]} messages oldest first
 */
export function mailboxPage(messages) {
  const items = messages.map(item).reverse();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Mailbox – local Cognito</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Mailbox</h1>
<p class="quiet">Codes that a real Cognito would have sent. New ones appear automatically.</p>
<p id="said" class="quiet" role="status"></p>
<ol id="messages" data-count="${messages.length}">${items.join('') || '<li><p>No messages yet.</p></li>'}</ol>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** @param {import('./outbox.js').Message} message */
function item({ username, destination, medium, purpose, code, at }) {
  const time = new Date(at).toISOString();
  const title = PURPOSES.get(purpose) ?? purpose;
  const shown = escaped(code);
  return `<li>
<div><h2>${escaped(title)}</h2>
<p><code>${shown}</code></p>
<p class="quiet">${medium === 'EMAIL' ? 'E-mail' : 'Text message'} to ${escaped(destination)}, for ${escaped(username)},
<time datetime="${time}">${time.slice(11, 19)} UTC</time></p></div>
<button type="button" data-code="${shown}" aria-label="Copy ${shown}">Copy</button>
</li>`;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
