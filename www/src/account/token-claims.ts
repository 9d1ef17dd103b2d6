import type { AuthSession, JWT } from 'cognito-wasm';
import { create, element, named } from '../ui/dom';
import { shortTime } from '../ui/rows';

/** What the claims of Cognito's tokens mean. */
const meanings: Readonly<Record<string, string>> = {
  aud: 'the app client that it is for',
  auth_time: 'when the user signed in',
  client_id: 'the app client that it is for',
  'cognito:groups': 'the user’s groups in the pool',
  'cognito:preferred_role': 'the role that the identity pool takes first',
  'cognito:roles': 'the roles of the user’s groups',
  'cognito:username': 'the name in the pool',
  device_key: 'this browser, as a remembered device',
  email: 'an attribute of the user',
  email_verified: 'whether a code has confirmed the address',
  event_id: 'the sign-in in Cognito’s logs',
  exp: 'when it expires',
  iat: 'when it was issued',
  identities: 'the user’s identity at another provider',
  iss: 'the user pool that issued and signed it',
  jti: 'the token’s own ID',
  nonce: 'the value that this page gave the sign-in',
  origin_jti: 'shared by all tokens of one sign-in, and revoked with them',
  phone_number: 'an attribute of the user',
  phone_number_verified: 'whether a code has confirmed the number',
  scope: 'what it allows',
  sub: 'the user’s ID, which never changes',
  token_use: 'what kind of token it is',
  username: 'the name in the pool',
  version: 'the format of the token',
};

const TIMES = new Set(['auth_time', 'exp', 'iat']);

/** Shows what the tokens say, and never the tokens. Parts that are open stay open. */
export function showTokenClaims({ tokens }: AuthSession): void {
  const place = element('token-claims', HTMLElement);
  const open = [...place.querySelectorAll('details')].filter((part) => part.open).map((part) => part.dataset.testid);
  const parts = [
    toPart('access-token-claims', 'What the access token says to an API', tokens?.accessToken),
    toPart('id-token-claims', 'What the ID token says about the user', tokens?.idToken),
  ];
  for (const part of parts) part.open = open.includes(part.dataset.testid);
  place.replaceChildren(
    ...parts,
    create(
      'p',
      'small',
      'Only Cognito can read the refresh token, so the page cannot tell when it expires. The app client sets that.',
    ),
  );
}

/** Removes what was shown, since someone else may sign in next. */
export function clearTokenClaims(): void {
  element('token-claims', HTMLElement).replaceChildren();
}

function toPart(testId: string, title: string, token: JWT | undefined): HTMLDetailsElement {
  const list = create('dl', 'wire-members');
  for (const [name, value] of Object.entries(token?.payload ?? {})) {
    const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
    const detail = create('dd', '', create('code', '', toText(name, value)));
    if (meaning) detail.append(create('span', 'small', ` ${meaning}`));
    list.append(create('dt', '', name), detail);
  }
  return named(testId, create('details', 'fold', create('summary', '', title), list));
}

function toText(name: string, value: unknown): string {
  if (typeof value === 'number' && TIMES.has(name)) return shortTime(new Date(value * 1000));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
