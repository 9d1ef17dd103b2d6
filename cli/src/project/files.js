import { join } from 'node:path';

/**
 * Where a project's files are. They have the names that Amplify's own CLI gives them.
 *
 * @param {string} root
 */
export function projectFiles(root) {
  const amplify = join(root, 'amplify');
  const backend = join(amplify, 'backend');
  /** @param {string} resourceName */
  const resource = (resourceName) => join(backend, 'auth', resourceName);
  return {
    amplify,
    backend,
    projectConfig: join(amplify, '.config', 'project-config.json'),
    localEnvInfo: join(amplify, '.config', 'local-env-info.json'),
    pushLock: join(amplify, '.config', 'local-push.lock'),
    gitignore: join(amplify, '.gitignore'),
    backendConfig: join(backend, 'backend-config.json'),
    meta: join(backend, 'amplify-meta.json'),
    removed: join(backend, 'removed-auth.json'),
    current: join(amplify, '#current-cloud-backend'),
    resource,
    cliInputs: (/** @type {string} */ name) => join(resource(name), 'cli-inputs.json'),
    template: (/** @type {string} */ name) => join(resource(name), 'build', `${name}-cloudformation-template.json`),
    parameters: (/** @type {string} */ name) => join(resource(name), 'build', 'parameters.json'),
  };
}

/** What git leaves out: it is of one machine, or has been fetched. */
export const ignored = ['/#current-cloud-backend/', '/backend/amplify-meta.json', '/.config/local-*'];
