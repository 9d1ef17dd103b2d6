import { beforeConfigure, signUp, signedOut, validation } from './scenario/beginning.mjs';
import { devices, forgottenDevice } from './scenario/devices.mjs';
import { failures } from './scenario/failures.mjs';
import { guests } from './scenario/guests.mjs';
import { members } from './scenario/members.mjs';
import { oldSession } from './scenario/old-session.mjs';
import { challenges, session, signIn, signOut } from './scenario/sessions.mjs';

/**
 * What is done with each library, step by step. A step begins where the last one of its chapter ended.
 *
 * @typedef {object} Stage what a step works with
 * @property {(path: string, ...inputs: unknown[]) => Promise<unknown>} call calls a function of the library and gives its
 *   outcome, `{ value }` or `{ error }`
 * @property {(times: number, path: string, ...inputs: unknown[]) => Promise<unknown>} callAtOnce calls it several times
 * @property {(path: string, ...inputs: unknown[]) => Promise<() => Promise<unknown>>} start begins a call; the result
 *   waits for its outcome
 * @property {() => Promise<void>} reload loads the page again and configures the library
 * @property {(changes?: object) => object} config the backend as Amplify's `ResourcesConfig`
 * @property {() => Promise<string>} accessToken the stored one
 * @property {(milliseconds: number) => Promise<void>} passTime for the service and for the page
 * @property {(milliseconds: number) => void} passServiceTime for the service alone: the page's clock is behind from then on
 * @property {(operation: string, body: object) => Promise<unknown>} userPools calls an operation as an administrator would
 * @property {() => Promise<void>} allowGuests lets the identity pool give credentials to guests
 * @property {(switches: object) => Promise<unknown>} switchPool changes settings of the seed's user pool
 * @property {(change: (items: Storage) => void) => Promise<void>} changeStorage does something to `localStorage`
 * @property {(name: string) => Promise<string>} stored the item of the signed-in user
 * @property {(number: number) => Promise<string>} code the code in a letter, counted from 1; waits until it is sent
 * @property {(fault: { operation: string, kind: import('../../local/src/faults.js').Fault['kind'], times?: number, status?: number, type?: string, message?: string }) => void} fault
 *   a failure to come
 * @property {() => void} clearFaults forgets the failures, and lets go of the replies that are held
 * @property {(operation: string) => Promise<void>} arrivalOf waits for a request
 *
 * @typedef {[name: string, act: (stage: Stage) => Promise<unknown>]} Step
 */

/**
 * Each chapter has a page and a local Cognito of its own.
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
    // Last, since the two libraries do not end them in the same state.
    ...failures,
  ],
  devices,
  forgottenDevice,
  oldSession,
  members,
];
