/**
 * Where a project's backend is made.
 *
 * @typedef {object} Environment
 * @property {string} projectName
 * @property {string} environment such as `dev`; the names of resources end with it
 * @property {string} region
 * @property {string} stamp made once by `init`; the names of the roles and of the stack have it
 */
export {};
