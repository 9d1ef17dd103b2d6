/**
 * Runs in the page: whole calls of a library, timed in milliseconds.
 *
 * @typedef {object} Library
 * @property {{ configure(config: unknown): unknown }} Amplify
 * @property {(input: Credentials) => Promise<{ isSignedIn: boolean }>} signIn
 * @property {() => Promise<unknown>} signOut
 * @property {() => Promise<unknown>} fetchAuthSession
 * @property {() => Promise<unknown>} [prepareSignIn]
 *
 * @typedef {{ username: string, password: string }} Credentials
 *
 * @typedef {{ whole: number, own: number }} SignInTimes `own` excludes waiting for replies
 */

/**
 * The time from an import to the end of the first call, with nobody signed in.
 *
 * @param {string} address of the app's script
 * @param {unknown} config
 */
export async function firstCall(address, config) {
  const startedAt = performance.now();
  const { Amplify, fetchAuthSession } = await load(address);
  await Amplify.configure(config);
  await fetchAuthSession();
  return performance.now() - startedAt;
}

/**
 * Signs in and out several times.
 *
 * @param {string} address
 * @param {unknown} config
 * @param {Credentials} credentials
 * @param {number} times
 * @returns {Promise<SignInTimes[]>}
 */
export async function signIns(address, config, credentials, times) {
  const { Amplify, signIn, signOut } = await load(address);
  const wait = watchFetch();
  await Amplify.configure(config);
  const results = [];
  while (results.length < times) {
    wait.milliseconds = 0;
    const startedAt = performance.now();
    const { isSignedIn } = await signIn(credentials);
    const whole = performance.now() - startedAt;
    if (!isSignedIn) throw new Error('the sign-in wants another step');
    results.push({ whole, own: whole - wait.milliseconds });
    await signOut();
  }
  return results;
}

/**
 * Signs in for {@link sessions}.
 *
 * @param {string} address
 * @param {unknown} config
 * @param {Credentials} credentials
 */
export async function stayIn(address, config, credentials) {
  const { Amplify, signIn } = await load(address);
  await Amplify.configure(config);
  await signIn(credentials);
}

/**
 * Fetches the session of a signed-in user.
 *
 * @param {string} address
 * @param {number} inARow
 * @param {number} atOnce
 */
export async function sessions(address, inARow, atOnce) {
  const { fetchAuthSession } = await load(address);
  const startedAt = performance.now();
  for (let call = 0; call < inARow; call += 1) await fetchAuthSession();
  const between = performance.now();
  await Promise.all(Array.from({ length: atOnce }, () => fetchAuthSession()));
  return { inARow: between - startedAt, atOnce: performance.now() - between };
}

/**
 * Configures a library. The mark is where a trace of the main thread begins to count.
 *
 * @param {string} address
 * @param {unknown} config
 */
export async function configure(address, config) {
  const { Amplify } = await load(address);
  performance.mark('configure');
  await Amplify.configure(config);
}

/** @param {string} address */
export async function prepare(address) {
  await (await load(address)).prepareSignIn?.();
}

/**
 * @param {string} address
 * @returns {Promise<Library>}
 */
export const load = (address) => import(address);

/** Adds up the time that passes between a request and the last byte of its reply. */
function watchFetch() {
  const wait = { milliseconds: 0 };
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    const startedAt = performance.now();
    const reply = await fetch(...request);
    const body = await reply.arrayBuffer();
    wait.milliseconds += performance.now() - startedAt;
    return new Response(body, { status: reply.status, headers: reply.headers });
  };
  return wait;
}
