// The command with stand-ins of the heavy parts, for a process of its own. FAKE_HOLD names a resource: its step waits for Ctrl-C. With
// `plan`, the plan does. FAKE_SECRETS names providers whose secrets the push needs.
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { main } from '../../src/main.js';
import { fakeEngine } from './fake-engine.js';
import { fakeServices } from './fake-services.js';

const { FAKE_HOLD, FAKE_SECRETS } = process.env;

const engine = fakeEngine({
  beforePlan: async () => {
    if (FAKE_HOLD !== 'plan') return;
    setInterval(() => undefined, 1000);
    process.stdout.write('(holding)\n');
    await new Promise(() => undefined);
  },
  secrets: FAKE_SECRETS ? FAKE_SECRETS.split(',').map((provider) => ({ provider, member: 'client_secret' })) : [],
  beforeStep: async (resource, { signal }) => {
    // As with requests, other things happen meanwhile.
    await setImmediate();
    if (resource !== FAKE_HOLD) return;
    const alive = setInterval(() => undefined, 1000);
    process.stdout.write('(holding)\n');
    if (!signal.aborted) await once(signal, 'abort');
    if (process.env.FAKE_FOREVER) await new Promise(() => undefined);
    clearInterval(alive);
  },
});

process.exitCode = await main(process.argv.slice(2), fakeServices({ engine }));
