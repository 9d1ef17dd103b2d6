/** The demo's steps of a sign-in at Cognito's pages claim nothing that was not seen. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { inRoot } from '../../scripts/run/paths.mjs';

/** @typedef {{ title: string, progress: string, facts: string[], checks: { text: string, isMet: boolean }[] }} Step */

/** @type {{ journeySteps: (journey: object, expected: object) => Step[] }} */
const { journeySteps } = await import(
  `data:text/javascript,${encodeURIComponent(
    ts.transpile(readFileSync(inRoot('www/src/web-ui/journey-steps.ts'), 'utf8'), {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    }),
  )}`
);

const expected = { userPoolId: 'eu-west-1_Pool', clientId: 'client', redirects: ['http://localhost:8080/'] };
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool';
const parameters = {
  client_id: 'client',
  redirect_uri: 'http://localhost:8080/',
  response_type: 'code',
  state: 'AbCdEfGh',
  nonce: 'n',
  code_challenge: 'challenge',
  code_challenge_method: 'S256',
};
const claims = {
  idIssuer: issuer,
  accessIssuer: issuer,
  audience: 'client',
  clientId: 'client',
  idUse: 'id',
  accessUse: 'access',
  nonce: 'n',
  isOneUser: true,
  isInTime: true,
};
const complete = {
  mode: 'redirect',
  given: { nonce: 'n', customState: 'c', returnTo: '/' },
  sent: { place: 'http://localhost:9229/oauth2/authorize', parameters },
  arrival: { state: 'AbCdEfGh', answer: 'code' },
  exchange: {
    grantType: 'authorization_code',
    redirectUri: 'http://localhost:8080/',
    challenge: 'challenge',
    status: 200,
  },
  claims,
  events: ['customOAuthState', 'signInWithRedirect', 'signedIn'],
  signedIn: { username: 'u', customState: 'c', returnTo: '/' },
};

/** @param {object} journey */
const progress = (journey) => journeySteps(journey, expected).map((step) => step.progress);

/** The texts of the checks that are not met. */
const unmet = (/** @type {object} */ journey) =>
  journeySteps(journey, expected).flatMap(({ checks }) => checks.filter(({ isMet }) => !isMet).map(({ text }) => text));

describe('the steps', () => {
  it('are all done if everything was seen and fits', () => {
    assert.deepEqual(progress(complete), Array(7).fill('done'));
    assert.deepEqual(unmet(complete), []);
  });

  it('say what does not fit', () => {
    for (const [changes, text] of /** @type {[object, string][]} */ ([
      [{ sent: { ...complete.sent, parameters: { ...parameters, response_type: 'token' } } }, 'It asks for a code'],
      [
        { sent: { ...complete.sent, parameters: { ...parameters, code_challenge_method: 'plain' } } },
        'It has a PKCE challenge, by S256',
      ],
      [
        { sent: { ...complete.sent, parameters: { ...parameters, client_id: 'x' } } },
        'The app client is the configured one',
      ],
      [{ arrival: { state: 'forged', answer: 'code' } }, 'The state is the one that was sent'],
      [{ arrival: { state: 'AbCdEfGh', answer: 'error', error: 'access_denied' } }, 'There is a code'],
      [{ exchange: { ...complete.exchange, challenge: 'other' } }, 'PKCE’s verifier fits the challenge'],
      [{ exchange: { ...complete.exchange, status: 400 } }, 'It was accepted'],
      [{ claims: { ...claims, idIssuer: 'https://evil.example' } }, 'Both are of this user pool'],
      [{ claims: { ...claims, accessIssuer: undefined } }, 'Both are of this user pool'],
      [{ claims: { ...claims, audience: 'x' } }, 'Both are for this app client'],
      [{ claims: { ...claims, clientId: 'x' } }, 'Both are for this app client'],
      [{ claims: { ...claims, idUse: 'access' } }, 'One is an ID token, the other an access token'],
      [{ claims: { ...claims, isOneUser: false } }, 'Both are of the same user'],
      [{ claims: { ...claims, nonce: undefined } }, 'The nonce is the one that was sent'],
      [{ claims: { ...claims, isInTime: false } }, 'Neither has expired, by Cognito’s clock'],
      [{ events: ['signInWithRedirect'] }, 'The Hub said signedIn'],
      [{ signedIn: { username: 'u', customState: 'c' } }, 'returnTo came back'],
      [{ signedIn: { username: 'u', returnTo: '/' } }, 'customState came back'],
    ])) {
      const journey = { ...complete, ...changes };
      assert.ok(unmet(journey).includes(text), text);
      assert.ok(progress(journey).includes('wrong'), text);
    }
  });

  it('that were not seen do not count as done', () => {
    const { sent: _, ...withoutAddress } = complete;
    assert.equal(progress(withoutAddress)[0], 'unseen');
    const texts = journeySteps(withoutAddress, expected).flatMap(({ checks }) => checks.map(({ text }) => text));
    for (const text of ['The state is the one that was sent', 'PKCE’s verifier fits the challenge'])
      assert.ok(!texts.includes(text), `nobody knows what was sent, but: ${text}`);
    const { claims: __, ...withoutTokens } = complete;
    assert.equal(progress(withoutTokens)[4], 'unseen');
  });

  it('wait for the next one, or end with the reason', () => {
    const { mode, given, sent } = complete;
    const begun = { mode, given, sent, events: [] };
    assert.deepEqual(progress(begun), ['done', 'done', 'waiting', ...Array(4).fill('open')]);
    const ended = { ...begun, problem: 'The window was closed.' };
    assert.deepEqual(progress(ended), ['done', 'done', 'wrong', ...Array(4).fill('open')]);
    assert.deepEqual(journeySteps(ended, expected)[2]?.facts, ['The window was closed.']);
  });

  it('end at the answer if that is an error', () => {
    const { mode, given, sent } = complete;
    const arrival = { state: 'AbCdEfGh', answer: 'error', error: 'access_denied' };
    const refused = { mode, given, sent, arrival, events: [], problem: 'Refused.' };
    assert.deepEqual(progress(refused), ['done', 'done', 'wrong', ...Array(4).fill('open')]);
    assert.deepEqual(journeySteps(refused, expected)[2]?.facts, [
      'With the error access_denied, and the state AbCdEfGh…',
      'Refused.',
    ]);
  });
});
