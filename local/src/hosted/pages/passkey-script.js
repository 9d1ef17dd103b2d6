/** The only script of the pages: it asks the browser for a passkey, and sends its answer with the form. */

/** Runs in the page, so it uses nothing from outside. */
function askBrowser() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-passkey]'));
  const status = document.getElementById('passkey-status');
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector('input[name="credential"]'));
  if (form === null || status === null || field === null) return;
  const isNew = form.dataset.passkey === 'create';
  let isAsking = false;

  /** @param {string} text base64url */
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));

  /** @param {ArrayBuffer} buffer */
  const base64Url = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=/g, '');

  /** @param {any[]} descriptors */
  const known = (descriptors) => descriptors.map((one) => ({ ...one, id: bytes(one.id) }));

  /** @returns {Promise<any>} */
  const credential = () => {
    const options = JSON.parse(form.dataset.options ?? '{}');
    const challenge = bytes(options.challenge);
    if (!isNew) {
      const publicKey = { ...options, challenge, allowCredentials: known(options.allowCredentials) };
      return navigator.credentials.get({ publicKey });
    }
    const user = { ...options.user, id: bytes(options.user.id) };
    const publicKey = { ...options, challenge, user, excludeCredentials: known(options.excludeCredentials) };
    return navigator.credentials.create({ publicKey });
  };

  /** @param {any} given */
  const described = ({ id, type, response, authenticatorAttachment }) => {
    /** @type {Record<string, unknown>} */
    const parts = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (response[name]) parts[name] = base64Url(response[name]);
    }
    if (isNew) parts.transports = response.getTransports?.() ?? [];
    const attachment = authenticatorAttachment ? { authenticatorAttachment } : {};
    return { id, rawId: id, type, response: parts, clientExtensionResults: {}, ...attachment };
  };

  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    status.textContent = 'Your browser asks for the passkey.';
    try {
      field.value = JSON.stringify(described(await credential()));
      form.submit();
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      status.textContent =
        name === 'InvalidStateError'
          ? 'This device already has a passkey for the account.'
          : 'No passkey was used. You can try again.';
      isAsking = false;
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask();
  });
  if (!isNew && document.getElementById('problem') === null) void ask();
}

export const PASSKEY_SCRIPT = `(${String(askBrowser)})();\n`;
