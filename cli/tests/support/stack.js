/** A stack engine on a stand-in of CloudFormation, and what it tells. */
import { randomUUID } from 'node:crypto';
import { backendOf } from '../../src/backend/backend.js';
import { createStackEngine } from '../../src/cloudformation/engine.js';
import { answersWith, environment } from './answers.js';
import { clientsOf } from './aws.js';
import { startCloudFormation } from './cloudformation.js';

const stackName = 'cognito-wasm-myshop-dev-123456';

export const backendWith = (...changes) => backendOf(answersWith(...changes), environment);

/**
 * @param {import('node:test').TestContext} t
 * @param {{ cloud?: Awaited<ReturnType<typeof startCloudFormation>>, [option: string]: unknown }} options `cloud`: that of another engine
 */
export async function startStack(t, { cloud: shared, ...options } = {}) {
  const cloud = shared ?? (await startCloudFormation({ stackName }));
  if (!shared) t.after(() => cloud.stop());
  const abort = new AbortController();
  const it = {
    cloud,
    saved: [],
    reports: [],
    asked: [],
    /** Called at each wait, with how many there were. */
    atWait: () => undefined,
    abort,
    pushed: { outputs: {} },
    engine: undefined,
    progress: {
      save: (pushed) => it.saved.push(structuredClone(pushed)),
      report: ({ operation, resource }, state, detail) =>
        it.reports.push([operation, resource, state, ...(detail ? [detail] : [])].join(' ')),
      secret: async (provider, member) => {
        it.asked.push(`${provider} ${member}`);
        return `secret-of-${provider}`;
      },
      signal: abort.signal,
    },
    /** Plans and applies; what was pushed is that of the last save. */
    push: async (backend, planOptions) => {
      const plan = await it.engine.plan(backend, it.pushed, planOptions);
      try {
        return await it.engine.apply(plan, it.progress);
      } finally {
        it.pushed = it.saved.at(-1) ?? it.pushed;
      }
    },
  };
  let waits = 0;
  it.engine = createStackEngine({
    clients: clientsOf(cloud.url),
    environment,
    stackName,
    newName: randomUUID,
    wait: async () => {
      waits += 1;
      if (waits > 300) throw new Error('waits without end');
      await it.atWait(waits);
    },
    ...options,
  });
  return it;
}
