/**
 * Runs in the page of the benchmark: signs in and out again, and takes the time.
 *
 * @typedef {object} Library what the page is bundled with
 * @property {{ configure(config: unknown): unknown }} Amplify
 * @property {(input: { username: string, password: string }) => Promise<{ isSignedIn: boolean }>} signIn
 * @property {() => Promise<unknown>} signOut
 *
 * @typedef {{ whole: number, own: number }} Times of one sign-in in milliseconds; `own` is without waiting for replies
 */

/**
 * @param {Library} library
 * @param {unknown} config
 * @param {{ username: string, password: string }} credentials
 * @param {number} times
 * @returns {Promise<Times[]>}
 */
export async function measure({ Amplify, signIn, signOut }, config, credentials, times) {
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
