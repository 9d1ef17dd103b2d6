import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeEngine } from './fake-engine.js';

/**
 * Stand-ins of the heavy parts. The configuration file is just the outputs.
 *
 * @param {{ engine?: import('../../src/backend/engine.js').Engine } & Partial<import('../../src/services.js').Services>} [options]
 * @returns {import('../../src/services.js').Services}
 */
export const fakeServices = ({ engine = fakeEngine(), ...others } = {}) => ({
  templateOf: async (backend) => ({
    template: { Resources: { UserPool: { Properties: backend.userPool } } },
    parameters: { userPoolName: backend.userPool.PoolName },
  }),
  chooseEngine: async ({ endpoint }) => ({ engine, target: endpoint ?? 'aws' }),
  writeOutputs: async ({ root, outputs, directory }) => {
    const path = join(root, directory, 'amplifyconfiguration.json');
    const text = JSON.stringify(outputs);
    const isChanged = !existsSync(path) || readFileSync(path, 'utf8') !== text;
    if (isChanged) writeFileSync(path, text);
    return [{ path, isChanged }];
  },
  checkOutputs: async () => undefined,
  readExisting: async () => {
    throw new Error('nothing to read');
  },
  problemOf: async (error) => new Error(String(error)),
  startLocal: async () => ({ url: 'http://localhost:9229', close: async () => undefined }),
  ...others,
});
