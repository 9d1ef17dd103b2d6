/** The users and their pools. */
import { SEED } from '../../../local/src/index.js';

export const username = 'username';
export const password = 'Password123';
export const userAttributes = { email: 'my@email.com' };
export const registration = { username, password, options: { userAttributes } };
export const credentials = { username, password };
export const poolId = SEED.userPoolId;
export const hour = 3_600_000;
export const clientId = SEED.nativeClientId;

/** @param {object} settings */
export const client = (settings) => ({ UserPoolId: poolId, ClientId: clientId, ...settings });
