/**
 * What tests call in a page or worker: functions of a library by name, with results that can be sent to Node.
 */

const started = new Map();

/** Makes the library's exports available to the tests, and records Hub events from now on. */
export function install(library) {
  const events = [];
  for (const channel of ['core', 'auth']) {
    library.Hub.listen(channel, ({ payload, source, crossTab }) => {
      events.push({ channel, source, ...(crossTab && { crossTab }), storedKeys: storedKeys(), ...plain(payload) });
    });
  }
  globalThis.harness = { library, events, call, start, finish, forget, plain };
}

/** Calls a function, such as `signIn` or `Amplify.configure`. Resolves with its outcome, and never rejects. */
async function call(path, ...inputs) {
  try {
    const names = path.split('.');
    const name = names.pop();
    const owner = names.reduce((object, key) => object[key], globalThis.harness.library);
    return { value: plain(await owner[name](...inputs)) };
  } catch (error) {
    return { error: plain(error) };
  }
}

/** Starts a call without waiting. `finish` returns its outcome. */
function start(id, path, ...inputs) {
  started.set(id, call(path, ...inputs));
}

function finish(id) {
  return started.get(id);
}

function forget(id) {
  started.delete(id);
}

/** The value as plain data: errors with their members, tokens with their text. */
function plain(value) {
  if (value instanceof Error) {
    const { name, message, category, retryable, recoverySuggestion, metadata, cause } = value;
    const isAuthError = value instanceof globalThis.harness.library.AuthError;
    return { name, message, category, retryable, recoverySuggestion, metadata, isAuthError, cause: plain(cause) };
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    key === 'toString' && typeof member === 'function' ? String(value) : plain(member),
  ]);
  return Object.fromEntries(members);
}

function storedKeys() {
  try {
    return Object.keys(localStorage).sort();
  } catch {
    // Workers have none, and pages may be denied access.
    return [];
  }
}
