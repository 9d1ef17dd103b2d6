import { notAuthorized } from '../errors.js';

/** @param {string} reason */
export const invalidToken = (reason) => notAuthorized(`Invalid login token. ${reason}`);
