/** Whole sessions as this package and Amplify store them, and how they become the items of a storage. */

/** @typedef {import('./random.mjs').Random} Random */

/**
 * @typedef {object} Session
 * @property {string} owner whose items these are
 * @property {string} lastAuthUser
 * @property {Record<string, unknown>} access claims
 * @property {Record<string, unknown>} id claims
 * @property {Record<string, string | undefined>} items written after the others; `undefined` removes one
 * @property {string} refreshToken
 * @property {string | undefined} details
 * @property {string | undefined} drift
 * @property {string | undefined} oauthMetadata
 * @property {number} now the time by the page's clock
 */

export const clientId = '6ab1cd2ef3gh4ij5kl6mn7op8q';
export const userPoolId = 'eu-west-1_AbCdEfGhI';
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;

export const oddNames = [
  'ada',
  'ada lovelace',
  'ada.lovelace@example.com',
  'a.b.accessToken',
  '0e1b0a5c-3f3a-4c6c-9e55-3f1f0c1d2e3f',
  'Zoë 🦉',
  '名前',
  '__proto__',
  'constructor',
  'toString',
  'LastAuthUser',
  'username',
  ' ',
  'Google_1234567890',
  '\u0000',
  '\ufeff',
];

/** @param {Uint8Array} bytes */
export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** @param {string} text */
export const encoded = (text) => base64url(new TextEncoder().encode(text));

/** @param {string} payload */
export const tokenOf = (payload) => `${encoded('{"kid":"k","alg":"RS256"}')}.${encoded(payload)}.c2lnbmF0dXJl-_`;

/**
 * @param {Random} random
 * @returns {Session}
 */
export function wholeSession(random) {
  const now = 1_750_000_000_000 + random.below(1_000_000_000);
  const drift = random.pick([0, 1, -1, 437, -90_000, 3_600_000, -3_600_000]);
  const issuedAt = Math.floor((now + drift) / 1_000) - random.below(3_000);
  const sub = `0e1b0a5c-3f3a-4c6c-9e55-${String(random.below(1e12)).padStart(12, '0')}`;
  const owner = random.pick(oddNames);
  const common = { sub, iss: issuer, origin_jti: 'o', event_id: 'e', auth_time: issuedAt, iat: issuedAt, jti: 'j' };
  const exp = issuedAt + 3_600;
  const loginId = random.pick([owner, 'Ada@Example.com', 'Zoë 🦉', '', 'a"b\\c']);
  const authFlowType = random.pick(['USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_WITH_SRP']);
  const isHosted = random.chance(0.2);
  return {
    now,
    owner,
    lastAuthUser: owner,
    access: {
      ...common,
      token_use: 'access',
      client_id: clientId,
      scope: 'aws.cognito.signin.user.admin',
      version: 2,
      exp,
      username: owner,
      ...(random.chance(0.3) && { 'cognito:groups': ['admins', 'büro'] }),
    },
    id: {
      ...common,
      token_use: 'id',
      aud: clientId,
      exp,
      'cognito:username': owner,
      email: 'ada@example.com',
      email_verified: true,
      ...(random.chance(0.3) && { identities: [{ userId: '1', providerName: 'Google', primary: 'true' }] }),
      ...(random.chance(0.3) && { 'custom:note': `${'x'.repeat(random.below(40))}é` }),
    },
    refreshToken: random.pick(['eyJjdHkiOiJKV1QifQ.a.b.c.d', 'r', 'refresh token ✓']),
    details: isHosted
      ? undefined
      : random.pick([
          JSON.stringify({ loginId, authFlowType }),
          JSON.stringify({ authFlowType, loginId }),
          JSON.stringify({ loginId }),
          JSON.stringify({ authFlowType }),
          '{}',
          ` { "loginId" : "${sub}" }\n`,
        ]),
    oauthMetadata: isHosted ? 'true' : undefined,
    drift: String(drift),
    items: {},
  };
}

/**
 * The items of a storage that holds this session.
 *
 * @param {Session} session
 * @returns {Record<string, string>}
 */
export function itemsOf(session) {
  const { owner, lastAuthUser, access, id, refreshToken, details, drift, oauthMetadata, items } = session;
  const named = {
    LastAuthUser: lastAuthUser,
    [`${owner}.accessToken`]: tokenOf(JSON.stringify(access)),
    [`${owner}.idToken`]: tokenOf(JSON.stringify(id)),
    [`${owner}.refreshToken`]: refreshToken,
    [`${owner}.signInDetails`]: details,
    [`${owner}.clockDrift`]: drift,
    [`${owner}.oauthMetadata`]: oauthMetadata,
    ...items,
  };
  const kept = Object.entries(named).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    kept.map(([name, value]) => [`CognitoIdentityServiceProvider.${clientId}.${name}`, String(value)]),
  );
}
