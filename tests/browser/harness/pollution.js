/**
 * Pollutes `Object.prototype` in this page, and calls the package meanwhile. This file itself passes only objects that
 * inherit nothing to the platform.
 */

/** An object that inherits nothing. */
const bare = (members) => ({ __proto__: null, ...members });

/** The script with the bundled package, and the stack frames of its module. */
const ofPackage = /\/bundles\/cognito-wasm\.js|wasm:/;

/**
 * Runs `work` while each of the names in `Object.prototype` records who reads it.
 *
 * @param {readonly PropertyKey[]} names
 * @param {() => Promise<unknown>} work
 * @returns what the package, or the platform on its behalf, has read or set there, and what `work` came to
 */
async function recordReads(names, work) {
  const noted = new Set();
  Error.stackTraceLimit = 3;
  const note = (name, how) => {
    // The lines are the error itself, `note`, the accessor, and then the reader.
    const reader = String(new Error().stack).split('\n')[3] ?? '';
    if (ofPackage.test(reader)) noted.add(`${how} ${String(name)}`);
  };
  for (const name of names) {
    const accessor = bare({
      configurable: true,
      get() {
        note(name, 'read');
        return undefined;
      },
      set(value) {
        note(name, 'set');
        const own = bare({ value, writable: true, enumerable: true, configurable: true });
        Reflect.defineProperty(this, name, own);
      },
    });
    Reflect.defineProperty(Object.prototype, name, accessor);
  }
  try {
    const result = await work();
    return { noted: Array.from(noted), result };
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
}

/** Values that a merge of hostile JSON or a script can write to a prototype. */
const hostileValues = {
  text: () => 'USER_PASSWORD_AUTH',
  object: () => ({
    authFlowType: 'USER_PASSWORD_AUTH',
    userPoolId: 'eu-west-1_Evil',
    prf: {},
    url: 'https://evil.example',
  }),
  function: () => () => {
    throw new Error('the function of a stranger was called');
  },
};

/** An opener whose user signs in at once. */
const comesBack = async (url) => {
  const asked = new URL(url).searchParams;
  return bare({ type: 'success', url: `${asked.get('redirect_uri')}?code=c&state=${asked.get('state')}` });
};

const person = bare({ username: 'jane', password: 'Password123' });
const withPassword = () => ({ ...person, options: { authFlowType: 'USER_PASSWORD_AUTH' } });

/** What is called, with an instance. `note` keeps the outcome of each call. */
const rounds = {
  async sessions(auth, note) {
    await note(() => auth.signIn({ ...person }));
    await note(() => auth.signIn(withPassword()));
    await note(() => auth.fetchAuthSession());
    await note(() => auth.fetchAuthSession({ forceRefresh: true }));
    await note(() => auth.fetchUserAttributes());
    await note(() => auth.signOut());
    await note(() => auth.signInWithRedirect({ options: { authSessionOpener: comesBack } }));
    await note(() => auth.signInWithRedirect());
    await note(() => auth.signOut({ oauth: { authSessionOpener: async () => bare({ type: 'canceled' }) } }));
    await note(() => auth.handleRedirectCallback('https://app.example/?code=c&state=s'));
  },
  async credentials(auth, note) {
    const api = 'https://a1.execute-api.eu-west-1.amazonaws.com/prod/items';
    const url = 'https://photos.s3.eu-west-1.amazonaws.com/sea%20(1).jpg?versionId=1';
    const date = new Date(1_790_000_000_000);
    await note(() => auth.signIn(withPassword()));
    await note(() => auth.credentialsProvider()());
    await note(() => auth.getIdentityId());
    await note(() => auth.signRequest({ url, method: 'PUT', body: 'waves', headers: { 'x-own': 'a' }, date }));
    await note(() => auth.presignUrl({ url, expiresIn: 60, date }));
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'own' };
    await note(() => auth.signRequest({ url, date, credentials }));
    const statusOf = async (...args) => (await auth.signedFetch(api, ...args)).status;
    await note(() => statusOf({ method: 'POST', body: '{}', headers: { 'x-own': 'a' } }));
    await note(() => statusOf({}, { authMode: 'userPool' }));
    await note(() =>
      auth.getEscapeHatch().cognitoIdentity.send('GetId', { IdentityPoolId: 'x' }, { timeoutMs: 5_000 }),
    );
    await note(() => auth.invalidateCachedCredentials());
    await note(() => auth.credentialsProvider()({ forceRefresh: false }));
    await note(() => auth.signOut());
    await note(() => auth.federateToIdentityPool({ provider: 'google', token: 'of Google' }));
    await note(() => auth.fetchAuthSession());
    await note(() => auth.clearFederationToIdentityPool());
    await note(() => auth.clearFederationToIdentityPool());
  },
};

/** A header as text, without what is different each time. */
function headerText([name, value]) {
  if (name === 'amz-sdk-invocation-id' || name === 'x-amz-date') return name;
  return `${name}: ${value.replace(/(Credential=\w+\/)\d+|(Signature=)\w+/g, '$1$2')}`;
}

/**
 * Makes the calls of a round with fake replies, polluting each of the names in turn.
 *
 * @param {readonly string[]} names
 * @param {keyof typeof hostileValues} kind
 * @param {object} config
 * @param {Record<string, object>} replies by operation
 * @param {keyof typeof rounds} calls
 * @returns {Promise<string[]>} the names with which anything was different
 */
async function differencesWith(names, kind, config, replies, calls = 'sessions') {
  const { fetch, setTimeout } = globalThis;
  // A sign-out keeps its lock for a moment, since other tabs see its writes later. A thousand moments would be minutes.
  globalThis.setTimeout = (callback, milliseconds, ...rest) =>
    setTimeout(callback, milliseconds > 3_000 ? milliseconds : 0, ...rest);
  // Do not prepare sign-ins: it would happen a thousand times.
  globalThis.requestIdleCallback = () => 0;
  let requests = [];
  globalThis.fetch = async (url, init) => {
    // Read it as the platform does.
    const request = new Request(url, init);
    const body = await request.text();
    const { method, mode, cache, credentials, redirect, referrerPolicy, referrer, integrity, keepalive } = request;
    requests.push([
      [request.url, method, mode, cache, credentials, redirect, referrerPolicy, referrer, integrity, keepalive].join(
        ' ',
      ),
      ...Array.from(request.headers, headerText),
      body.replace(/"SRP_A":"[0-9a-f]+"/, '"SRP_A":""').replace(/code_verifier=\w+/, 'code_verifier='),
    ]);
    const isProof = body.includes('SRP_A');
    const target = request.headers.get('x-amz-target') ?? '.token';
    const operation = isProof ? 'proof' : target.split('.')[1];
    return new Response(replies[operation], bare({ status: isProof ? 400 : 200 }));
  };
  const round = async () => {
    localStorage.clear();
    sessionStorage.clear();
    requests = [];
    const outcomes = [];
    const note = async (work) => {
      try {
        outcomes.push(await work());
      } catch (error) {
        outcomes.push(error);
      }
    };
    await rounds[calls](globalThis.harness.library.createAuth(config), note);
    return { requests, outcomes };
  };
  const text = (value) => JSON.stringify(globalThis.harness.plain(value));
  const expected = text(await round());
  const different = [];
  for (const name of names) {
    let outcome;
    Object.prototype[name] = hostileValues[kind]();
    try {
      outcome = await round();
    } finally {
      delete Object.prototype[name];
    }
    if (text(outcome) !== expected) different.push(`${name}: ${text(outcome)}`);
  }
  Object.assign(globalThis, { fetch, setTimeout });
  return { expected, different };
}

globalThis.pollution = { recordReads, differencesWith };
