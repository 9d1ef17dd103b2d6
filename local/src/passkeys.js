/** The passkeys of users: creates the options for browsers, and checks their responses. */
import { toBase64Url, utf8 } from './encoding.js';
import { ServiceError, invalidParameter, notAuthorized } from './errors.js';
import { randomToken } from './identifiers.js';
import { ask } from './pending.js';
import { anything, readRequest, required, structure, text } from './schema.js';
import { touch } from './user-accounts.js';
import { ALGORITHMS, WebAuthnFlaw, verifyAssertion, verifyRegistration } from './webauthn.js';

const CHALLENGE_BYTES = 16;
const TIMEOUT_MS = 60_000;
const MOST_PASSKEYS = 20;

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./pending.js').Attempt} Attempt
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Passkey} Passkey
 */

const blob = required(text({ min: 1, max: 65536 }));
const CREDENTIAL = {
  id: blob,
  rawId: text(),
  type: required(text({ values: ['public-key'] })),
  authenticatorAttachment: text(),
  clientExtensionResults: anything(),
};
const registrationShape = structure({
  ...CREDENTIAL,
  response: required(structure({ clientDataJSON: blob, attestationObject: blob, transports: anything() })),
});
const assertionShape = structure({
  ...CREDENTIAL,
  response: required(structure({ clientDataJSON: blob, authenticatorData: blob, signature: blob, userHandle: text() })),
});

/**
 * The passkeys for the pool's current relying party.
 *
 * @param {UserPool} pool
 * @param {User} user
 */
export const usablePasskeys = ({ webAuthn }, { passkeys }) =>
  passkeys.filter(({ relyingPartyId }) => relyingPartyId === webAuthn.relyingPartyId);

/**
 * Starts a registration.
 * https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson
 *
 * @param {Context} context
 * @param {Omit<Attempt, 'deviceKey'>} attempt
 */
export function creationOptions({ clock }, { pool, client, user }) {
  const { relyingPartyId, userVerification } = pool.webAuthn;
  const value = randomToken(CHALLENGE_BYTES);
  user.passkeyChallenge = { value, clientId: client.id, expiresAt: clock.nowMs() + client.sessionMinutes * 60_000 };
  return {
    rp: { id: relyingPartyId, name: relyingPartyId },
    user: { id: handleOf(user), name: user.username, displayName: user.username },
    challenge: value,
    pubKeyCredParams: Object.values(ALGORITHMS).map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    excludeCredentials: usablePasskeys(pool, user).map(descriptor),
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification },
  };
}

/**
 * Completes a registration, and returns the new passkey. A challenge is valid for one attempt.
 *
 * @param {Context} context
 * @param {Omit<Attempt, 'deviceKey'>} attempt
 * @param {unknown} credential from the browser
 * @returns {Promise<Passkey>}
 */
async function judgeRegistration({ clock }, { pool, client, user }, credential) {
  const { id, authenticatorAttachment, response } = readCredential(credential, registrationShape);
  const challenge = user.passkeyChallenge;
  delete user.passkeyChallenge;
  if (challenge === undefined || challenge.expiresAt <= clock.nowMs()) throw refusedRegistration('challenge');
  if (challenge.clientId !== client.id) {
    throw new ServiceError('WebAuthnClientMismatchException', 'The registration was started by another client.');
  }
  const { relyingPartyId } = pool.webAuthn;
  const verified = await verifyRegistration(response, expectedOf(pool, challenge.value)).catch((error) => {
    throw error instanceof WebAuthnFlaw ? refusedRegistration(error.flaw) : error;
  });
  if (verified.id !== id || user.passkeys.some((known) => known.id === id)) throw refusedRegistration('malformed');
  const transports = Array.isArray(response.transports) ? response.transports.map(String) : [];
  return {
    ...verified,
    relyingPartyId,
    name: `Passkey ${user.passkeys.length + 1}`,
    transports,
    ...(authenticatorAttachment !== undefined && { attachment: authenticatorAttachment }),
    createdAt: clock.nowMs(),
  };
}

/**
 * Completes a registration, and gives the new passkey to the user.
 *
 * @param {Context} context
 * @param {Omit<Attempt, 'deviceKey'>} attempt
 * @param {unknown} credential from the browser
 */
export async function addPasskey(context, attempt, credential) {
  const { user } = attempt;
  const passkey = await judgeRegistration(context, attempt, credential);
  if (user.passkeys.length >= MOST_PASSKEYS) {
    throw new ServiceError('LimitExceededException', 'The user has the maximum number of passkeys.');
  }
  user.passkeys.push(passkey);
  touch(context, user);
}

/**
 * Asks for a passkey. The user may still choose another factor.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string[]} choices
 */
export function askForPasskey(context, attempt, choices) {
  const { pool, user } = attempt;
  const challenge = randomToken(CHALLENGE_BYTES);
  const options = {
    challenge,
    timeout: TIMEOUT_MS,
    rpId: pool.webAuthn.relyingPartyId,
    allowCredentials: usablePasskeys(pool, user).map(descriptor),
    userVerification: pool.webAuthn.userVerification,
  };
  const parameters = { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) };
  return ask(context, attempt, 'WEB_AUTHN', parameters, { webAuthn: challenge, choices });
}

/**
 * Requires a signature of the challenge by one of the user's passkeys.
 *
 * @param {Attempt} attempt
 * @param {string} credential JSON
 * @param {string} challenge base64url
 */
export async function judgeAssertion({ pool, user }, credential, challenge) {
  const { id, response } = readCredential(jsonOf(credential), assertionShape);
  const passkey = usablePasskeys(pool, user).find((known) => known.id === id);
  const handle = response.userHandle?.replace(/=+$/, '');
  if (passkey === undefined || (handle !== undefined && handle !== '' && handle !== handleOf(user))) {
    throw refusedAssertion();
  }
  try {
    passkey.counter = await verifyAssertion(response, expectedOf(pool, challenge), passkey);
  } catch (error) {
    throw error instanceof WebAuthnFlaw ? refusedAssertion() : error;
  }
}

/**
 * @param {UserPool} pool
 * @param {string} challenge
 */
const expectedOf = ({ webAuthn: { relyingPartyId, userVerification } }, challenge) => ({
  challenge,
  relyingPartyId,
  userVerified: userVerification === 'required',
});

/** @param {Passkey} passkey */
const descriptor = ({ id, transports }) => ({ type: 'public-key', id, transports });

/** @param {User} user */
const handleOf = ({ sub }) => toBase64Url(utf8(sub));

/** @param {string} json */
function jsonOf(json) {
  try {
    return JSON.parse(json);
  } catch {
    throw invalidCredential();
  }
}

/**
 * Ignores unknown members: browsers send more than is needed here.
 *
 * @template T
 * @param {unknown} credential
 * @param {import('./schema.js').Shape<T>} shape
 */
function readCredential(credential, shape) {
  try {
    return readRequest(credential, shape, { strict: false });
  } catch {
    throw invalidCredential();
  }
}

/** @param {import('./webauthn.js').Flaw} flaw */
function refusedRegistration(flaw) {
  if (flaw === 'challenge') {
    return new ServiceError('WebAuthnChallengeNotFoundException', 'The challenge was not found or has expired.');
  }
  if (flaw === 'origin') {
    return new ServiceError('WebAuthnOriginNotAllowedException', 'The origin is not allowed for the relying party.');
  }
  if (flaw === 'relyingParty') {
    return new ServiceError('WebAuthnRelyingPartyMismatchException', 'The relying party does not match.');
  }
  if (flaw === 'unsupported') {
    return new ServiceError('WebAuthnCredentialNotSupportedException', 'The credential is not supported.');
  }
  return invalidCredential();
}

const refusedAssertion = () => notAuthorized('Incorrect username or password.');

const invalidCredential = () => invalidParameter('Credential data is not valid');
