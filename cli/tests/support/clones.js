/** Several clones of one project, and the places to which they push. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from 'cognito-wasm-local';
import { Project } from '../../src/project/project.js';
import { services } from '../../src/services.js';
import { newFolder } from './folder.js';
import { projectWithAuth } from './project.js';
import { command } from './run.js';
import { startStack } from './stack.js';

const isOfMachine = /#current-cloud-backend|amplify-meta\.json|local-|configuration\.json/;

/** Brings what version control has of one folder into another, which keeps what is of its machine. */
export function pulled(from, to) {
  rmSync(join(to, 'amplify', 'backend', 'auth'), { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !isOfMachine.test(path) });
}

/** A new clone, without a record of pushes. */
export function cloned(from) {
  const clone = newFolder();
  pulled(from, clone);
  return clone;
}

/** Where pushes go, by how they do: the flags of a command, its services, and what has been made there. */
export const places = {
  'with CloudFormation': async (t) => {
    const { engine, cloud } = await startStack(t, { environment: Project.find(projectWithAuth()).environment });
    return {
      flags: '',
      services: { ...services, chooseEngine: async () => ({ engine, target: 'aws' }) },
      made: () => cloud.executions,
      isEmpty: () => cloud.stack === null || cloud.stack.StackStatus === 'DELETE_COMPLETE',
    };
  },
  "by the services' calls": async (t) => {
    const server = await startServer({ port: 0, seed: false });
    t.after(() => server.close());
    const all = () => [...server.cognito.dump().userPools, ...server.cognito.dump().identityPools];
    return {
      flags: ` --endpoint ${server.url.replace(/\/$/, '')}`,
      services,
      made: () => all().map(({ id }) => id),
      isEmpty: () => all().length === 0,
    };
  },
};

/** Runs commands in clones; those that ask a place ask this one. */
export const runner =
  ({ flags, services: parts }) =>
  (cwd, line) =>
    command(`${line}${/^(push|pull|status)/.test(line) ? flags : ''}`, { cwd, services: parts });
