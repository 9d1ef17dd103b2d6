import { beforeConfigure, signUp, signedOut, validation } from './scenario/beginning.mjs';
import { devices, forgottenDevice } from './scenario/devices.mjs';
import { failures } from './scenario/failures.mjs';
import { guests } from './scenario/guests.mjs';
import { members } from './scenario/members.mjs';
import { oldSession } from './scenario/old-session.mjs';
import { providers } from './scenario/providers.mjs';
import { challenges, session, signIn, signOut } from './scenario/sessions.mjs';

/**
 * The steps that each library does. A step starts in the state in which the previous one of its chapter ended.
 *
 * @typedef {object} Stage what a step works with
 * @property {(path: string, ...inputs: unknown[]) => Promise<unknown>} call calls a function of the library and returns its
 *   result, `{ value }` or `{ error }`
 * @property {(times: number, path: string, ...inputs: unknown[]) => Promise<unknown>} callAtOnce calls it several times
 * @property {(path: string, ...inputs: unknown[]) => Promise<() => Promise<unknown>>} start starts a call; the result
 *   waits for its end
 * @property {() => Promise<void>} reload loads the page again and configures the library
 * @property {(kinds: string[], config: object) => Promise<unknown>} configureWith loads the page again, and configures the library with
 *   these functions; the tokens are those of the stored session
 * @property {() => Promise<unknown>} asked what these functions have been asked
 * @property {(changes?: object) => object} config the backend as Amplify's `ResourcesConfig`
 * @property {() => Promise<string>} accessToken the stored one
 * @property {(milliseconds: number) => Promise<void>} passTime for the service and for the page
 * @property {(milliseconds: number) => void} passServiceTime only for the service, so that the page's clock is slow afterwards
 * @property {(operation: string, body: object) => Promise<unknown>} userPools calls an operation as an administrator
 * @property {() => Promise<void>} allowGuests allows guests in the identity pool
 * @property {(switches: object) => Promise<unknown>} switchPool changes settings of the seed's user pool
 * @property {(change: (items: Storage) => void) => Promise<void>} changeStorage changes `localStorage`
 * @property {(name: string) => Promise<string>} stored the item of the signed-in user
 * @property {(number: number) => Promise<string>} code the code in a message, counted from 1; waits until it is sent
 * @property {(fault: { operation: string, kind: import('../../local/src/faults.js').Fault['kind'], times?: number, status?: number, type?: string, message?: string }) => void} fault
 *   a failure to come
 * @property {() => void} clearFaults removes the faults and sends the delayed replies
 * @property {(operation: string) => Promise<void>} arrivalOf waits for a request
 *
 * @typedef {[name: string, act: (stage: Stage) => Promise<unknown>]} Step
 */

/**
 * Each chapter has its own page and local Cognito.
 *
 * @type {Step[][]}
 */
export const chapters = [
  [
    ...beforeConfigure,
    ...signedOut,
    ...validation,
    ...signUp,
    ...signIn,
    ...session,
    ...signOut,
    ...challenges,
    ...guests,
    // Last, because the two libraries end them in different states.
    ...failures,
  ],
  devices,
  forgottenDevice,
  oldSession,
  members,
  providers,
];
