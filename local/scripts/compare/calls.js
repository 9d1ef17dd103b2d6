/** What is tried. Each call makes a backend of its own, and resolves with whether the emulator does what AWS documents. */
import { factorCalls } from './calls/factors.js';
import { passwordCalls } from './calls/passwords.js';
import { requestCalls } from './calls/requests.js';
import { serviceCalls } from './calls/services.js';
import { settingCalls } from './calls/settings.js';
import { tokenCalls } from './calls/tokens.js';

/** In the order of the table. */
export const calls = [
  ...passwordCalls,
  ...tokenCalls,
  ...factorCalls,
  ...settingCalls,
  ...serviceCalls,
  ...requestCalls,
];
