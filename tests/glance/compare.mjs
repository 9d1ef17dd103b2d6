/** Compares what the glance answers with what the module answers. Runs in Node and in pages. */

/** Members of errors that say where one was thrown; each engine has others. */
const whereThrown = new Set([...['stack', 'fileName', 'lineNumber', 'columnNumber', 'sourceURL', 'line', 'column']]);

/** Everything about a value that an application could see, as text. */
export function snapshot(value, { AuthError }) {
  const prototypes = new Map([
    [null, 'null'],
    [Object.prototype, 'Object'],
    [Array.prototype, 'Array'],
    [Error.prototype, 'Error'],
    [AuthError.prototype, 'AuthError'],
  ]);
  const seen = new Map();
  const visit = (part) => {
    if (typeof part === 'function') return `function ${part.name}`;
    if (typeof part === 'bigint' || typeof part === 'symbol' || typeof part === 'undefined') return String(part);
    if (typeof part === 'number') return Object.is(part, -0) ? '-0' : String(part);
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    // An error that stands in two places is one object.
    if (seen.has(part)) return `#${seen.get(part)}`;
    seen.set(part, seen.size);
    const members = Reflect.ownKeys(part).map((key) => {
      const { value: member, get, set, ...flags } = Object.getOwnPropertyDescriptor(part, key);
      if (whereThrown.has(key)) return key;
      const accessors = get || set ? ' accessors' : '';
      const text =
        key === 'toString' && typeof member === 'function' ? `gives ${JSON.stringify(String(part))}` : visit(member);
      return `${typeof key === 'symbol' ? String(key) : JSON.stringify(key)} ${Object.values(flags).map(Number).join('')}${accessors}: ${text}`;
    });
    const state = `${Object.isExtensible(part)}${Object.isFrozen(part)}`;
    return `${prototypes.get(Object.getPrototypeOf(part)) ?? 'foreign'} ${state} {\n${members.join('\n')}\n}`;
  };
  return visit(value);
}

/** A loader whose clients record the calls that they get. */
function recording(readyWasm, calls) {
  let wrapped;
  const wrap = (instance) => ({
    run: (work) => instance.run(work),
    ask: (question) => instance.ask(question),
    createClient: (config, host) => {
      const client = instance.createClient(config, host);
      return {
        warnings: () => client.warnings(),
        inherit: () => undefined,
        isMemoryEmpty: () => client.isMemoryEmpty(),
        accelerate: (module) => client.accelerate(module),
        call: (name, input, signal) => {
          calls.push(name);
          return client.call(name, input, signal);
        },
      };
    },
  });
  return async () => (wrapped ??= wrap(await readyWasm()));
}

/**
 * Makes one call.
 *
 * @param {object} library its classes and functions
 * @param {object} page what sets up a storage and the page around it
 */
async function outcomeOf(library, page, given, glances) {
  const { AuthInstance, HubClass, sessionFunctions, toSession, readyWasm } = library;
  const calls = [];
  const events = [];
  const hub = new HubClass('test');
  for (const channel of ['core', 'auth']) hub.listen(channel, (capsule) => events.push(capsule));
  const leave = page.enter(given);
  let result;
  let config;
  try {
    const auth = new AuthInstance(hub, { ready: recording(readyWasm, calls), glances });
    try {
      auth.configure({ config: given.config }, given.hooks);
      if (given.isLive) await auth.ready().catch(() => {});
      // What the functions ask for that need the tokens or the credentials alone.
      const part =
        (name) =>
        async (input = {}) =>
          toSession(await auth.run(name, input));
      const parts = { getTokens: part('getTokens'), getCredentials: part('getCredentials') };
      const functions = { ...sessionFunctions(() => auth), ...parts };
      result = { value: await functions[given.name](given.input) };
    } catch (error) {
      result = { error };
    }
    config = auth.getConfig();
    if (calls.length > 0) await page.settled?.();
    // The next case changes the storage under it.
    auth.leaveTabs();
  } finally {
    leave();
  }
  const seen = { result, events, config, items: page.items() };
  return { calls, text: snapshot(seen, library) };
}

/**
 * Makes one call with the glance. If it has answered, makes the call without it, too, and compares. `make` makes the case anew.
 *
 * @returns {Promise<{ isGlance: boolean, fault?: string }>}
 */
async function compare(library, page, make) {
  const given = make();
  const glanced = await outcomeOf(library, page, given, true);
  if (glanced.calls.length > 0)
    return { isGlance: false, ...(given.by === 'glance' && { fault: 'the module was asked' }) };
  const asked = await outcomeOf(library, page, make(), false);
  // Neither is asked if the input or the configuration is wrong.
  const isGlance = asked.calls.length > 0;
  if (glanced.text !== asked.text)
    return { isGlance, fault: `WITH THE GLANCE\n${glanced.text}\nWITHOUT\n${asked.text}` };
  return { isGlance, ...(isGlance && given.by === 'module' && { fault: 'the module was not asked' }) };
}

/**
 * Compares the cases of many seeds.
 *
 * @returns {Promise<{ faults: string[], glances: Record<string, [glances: number, cases: number]> }>}
 */
export async function compareAll(library, page, caseOf, seeds) {
  const faults = [];
  const glances = {};
  for (const seed of seeds) {
    const given = caseOf(seed);
    const { isGlance, fault } = await compare(library, page, () => caseOf(seed));
    const counts = (glances[given.kind] ??= [0, 0]);
    counts[0] += Number(isGlance);
    counts[1] += 1;
    if (fault !== undefined && faults.length < 20) faults.push(`seed ${seed} (${given.kind}, ${given.name}): ${fault}`);
  }
  return { faults, glances };
}
