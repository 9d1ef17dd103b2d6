import { create } from '../ui/dom';
import { toProblem } from '../ui/error-texts';
import type { Way } from './calls';

const CLI = 'npx cognito-wasm update auth';

/** What is missing in a backend without an identity pool, and how to add it. */
export function noIdentityPool(): (string | Node)[] {
  return [
    'There is no identity pool in the configuration, so there are no AWS credentials to sign with. Add one with ',
    create('code', '', `${CLI} --identity-pool --guests`),
    ', then push.',
  ];
}

/** Why a call could not be made, and what to do. */
export function callProblem(error: unknown, way: Way, isSignedIn: boolean): (string | Node)[] {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidAccountTypeException') return noIdentityPool();
  if (name === 'NotAuthorizedException' && (way === 'guest' || !isSignedIn))
    return [
      'Guest access is off in the identity pool, so guests get no AWS credentials. Turn it on with ',
      create('code', '', `${CLI} --guests`),
      ', then push.',
    ];
  return [toProblem(error, {}, []).text];
}
