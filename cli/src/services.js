/**
 * The parts that are heavy: each is loaded when a command needs it. Tests put others in their place.
 *
 * @typedef {import('./answers/answers.js').Answers} Answers
 * @typedef {import('./aws/credentials.js').AskMfaCode} AskMfaCode
 * @typedef {import('./backend/backend.js').Backend} Backend
 * @typedef {import('./backend/engine.js').Engine} Engine
 * @typedef {import('./outputs/outputs.js').Outputs} Outputs
 * @typedef {import('./project/environment.js').Environment} Environment
 *
 * @typedef {object} WhereToPush
 * @property {Environment} environment
 * @property {string | undefined} endpoint
 * @property {string | undefined} profile
 * @property {NodeJS.ProcessEnv} env
 * @property {string[]} newSecrets providers whose secrets are asked for although CloudFormation has them
 * @property {AskMfaCode | undefined} askMfaCode
 *
 * @typedef {object} WhatToWrite
 * @property {string} root
 * @property {Outputs | null} outputs
 * @property {Answers | null} answers
 * @property {import('./project/project.js').Format[]} formats
 * @property {string} directory
 *
 * @typedef {object} WhatToRead
 * @property {string} region
 * @property {string | undefined} endpoint
 * @property {string | undefined} profile
 * @property {NodeJS.ProcessEnv} env
 * @property {AskMfaCode | undefined} askMfaCode
 * @property {{ userPoolId: string, webClientId: string, nativeClientId?: string, identityPoolId?: string }} ids
 *
 * @typedef {object} Services
 * @property {(backend: Backend) => Promise<{ template: Record<string, unknown>, parameters: Record<string, unknown> }>} templateOf
 * @property {(where: WhereToPush) => Promise<{ engine: Engine, target: string }>} chooseEngine
 * @property {(what: WhatToWrite) => Promise<{ path: string, isChanged: boolean }[]>} writeOutputs
 * @property {(what: Omit<WhatToWrite, 'outputs'>) => Promise<void>} checkOutputs refuses files that could not be written
 * @property {(what: WhatToRead) => Promise<{ outputs: Outputs, answers: Answers, warnings: string[] }>} readExisting
 * @property {(error: unknown) => Promise<Error>} problemOf one line for a person, for what a request failed with
 * @property {(options: Record<string, unknown>) => Promise<{ url: string, close: () => Promise<void> }>} startLocal
 */

/** @type {Services} */
export const services = {
  async templateOf(backend) {
    const { parametersOf, templateOf } = await import('./template/template.js');
    return { template: { ...templateOf(backend) }, parameters: parametersOf(backend) };
  },
  async chooseEngine(where) {
    const { chooseEngine } = await import('./backend/choose-engine.js');
    return chooseEngine(where);
  },
  async writeOutputs(what) {
    const { writeOutputs } = await import('./outputs/files.js');
    return writeOutputs(what);
  },
  async checkOutputs(what) {
    const { checkOutputs } = await import('./outputs/files.js');
    return checkOutputs(what);
  },
  async readExisting({ ids, ...where }) {
    const { awsClients } = await import('./aws/clients.js');
    const { readExisting } = await import('./outputs/existing.js');
    return readExisting(awsClients(where), ids);
  },
  async problemOf(error) {
    const { problemOf } = await import('./aws/problems.js');
    return problemOf(error);
  },
  async startLocal(options) {
    const { startServer } = await import('cognito-wasm-local');
    return startServer(options);
  },
};
