/** A local Cognito whose inside is open, so that tests can issue codes without the pages of the hosted UI. */
import assert from 'node:assert/strict';
import { SEED } from '../../src/index.js';
import { Clock } from '../../src/clock.js';
import { Faults } from '../../src/faults.js';
import { issueCode } from '../../src/hosted/codes.js';
import { wellKnown } from '../../src/hosted/discovery.js';
import { hostedCall } from '../../src/hosted/routes.js';
import { countedIdentifiers } from '../../src/identifiers.js';
import { peekClaims } from '../../src/jwt.js';
import { Journal } from '../../src/journal.js';
import { Outbox } from '../../src/outbox.js';
import { plantSeed } from '../../src/seed.js';
import { seedRedirects } from '../../src/seed-hosted.js';
import { serviceCall } from '../../src/service-endpoint.js';
import { SigningKeys } from '../../src/signing-keys.js';
import { Store } from '../../src/store.js';
import { Triggers } from '../../src/triggers.js';
import { SEED_USER, call } from './calls.js';

export const ORIGIN = 'http://localhost:9229';
export const CALLBACK = 'http://localhost:3000/';
/** https://www.rfc-editor.org/rfc/rfc7636#appendix-B */
export const PKCE = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

/** @param {import('../../src/triggers.js').TriggerHandlers} [triggers] */
export function openCognito({ triggers = {} } = {}) {
  const clock = new Clock(() => Date.UTC(2024, 0, 2, 3, 4, 5));
  const context = {
    store: new Store(),
    clock,
    identifiers: countedIdentifiers(),
    outbox: new Outbox(),
    keys: new SigningKeys(SEED.userPoolId),
    triggers: new Triggers(triggers),
    secret: new Uint8Array(32),
    region: SEED.region,
  };
  const parts = { context, journal: new Journal({ verbatim: false }), faults: new Faults() };
  plantSeed(context.store, clock.nowMs(), seedRedirects({}));
  return {
    ...parts,
    clock,
    outbox: context.outbox,
    pool: context.store.userPools.get(SEED.userPoolId),
    client: context.store.clients.get(SEED.webClientId),
    async handle(request) {
      const answer = (await wellKnown(context, new URL(request.url))) ?? (await hostedCall(request, parts));
      return answer ?? serviceCall(request, { ...parts, strict: true });
    },
  };
}

/** The seed's user, confirmed. */
export async function withUser(options) {
  const cognito = openCognito(options);
  await call(cognito, 'SignUp', { ...SEED_USER, ClientId: SEED.webClientId });
  const named = { UserPoolId: SEED.userPoolId, Username: SEED_USER.Username };
  await call(cognito, 'AdminConfirmSignUp', named);
  await call(cognito, 'AdminUpdateUserAttributes', {
    ...named,
    UserAttributes: [
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: 'A. User' },
      { Name: 'phone_number', Value: '+15550100' },
    ],
  });
  return { ...cognito, user: [...cognito.context.store.users][0] };
}

/** The code that the pages would issue to a user who has signed in. */
export const codeFor = ({ context, pool, client, user, clock }, grant = {}) =>
  issueCode(context, pool, {
    client,
    user,
    redirectUri: CALLBACK,
    scopes: ['openid', 'email'],
    authTime: clock.nowSeconds() - 10,
    ...grant,
  });

/** Sends a form. */
export async function post(cognito, path, fields, headers = {}, origin = ORIGIN) {
  const body = fields instanceof URLSearchParams || typeof fields === 'string' ? fields : new URLSearchParams(fields);
  return reply(
    await cognito.handle(
      new Request(`${origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: String(body),
      }),
    ),
  );
}

/** @param {Response} response */
export async function reply(response) {
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export const basic = (id, secret) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });

/** The fields that redeem a code for the seed's web client. */
export const redeeming = (code, changes = {}) => ({
  grant_type: 'authorization_code',
  client_id: SEED.webClientId,
  redirect_uri: CALLBACK,
  code,
  ...changes,
});

/** Tokens for the seed's user, with their claims. */
export async function tokensOf(cognito, grant, changes) {
  const { status, body } = await post(cognito, '/oauth2/token', redeeming(codeFor(cognito, grant), changes));
  assert.equal(status, 200, JSON.stringify(body));
  return { body, access: peekClaims(body.access_token), id: body.id_token && peekClaims(body.id_token) };
}

/** Expects an error of an OAuth endpoint. */
export function refusedWith({ status, body }, error, expectedStatus = 400) {
  assert.deepEqual({ status, error: body.error }, { status: expectedStatus, error }, JSON.stringify(body));
}

/** Asks for the user of an access token. */
export const askUserInfo = async (cognito, token, { method = 'GET', origin = ORIGIN } = {}) =>
  reply(
    await cognito.handle(
      new Request(`${origin}/oauth2/userInfo`, {
        method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      }),
    ),
  );
