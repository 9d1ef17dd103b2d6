/**
 * Replaces what differs from run to run by names: tokens, proofs, times. A value in the wrong format is kept, so that the
 * comparison shows it.
 */

const volatileClaims = ['jti', 'iat', 'exp', 'auth_time', 'event_id', 'origin_jti'];

/**
 * Formats by the name of the member or the last part of the storage key.
 *
 * @type {ReadonlyMap<string, RegExp>}
 */
const forms = new Map(
  Object.entries({
    SRP_A: /^[1-9a-f][\da-f]{700,767}$/,
    TIMESTAMP: /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/,
    PASSWORD_CLAIM_SIGNATURE: /^[\w+/]{43}=$/,
    PASSWORD_CLAIM_SECRET_BLOCK: /^[\w+/]{100,}={0,2}$/,
    Session: /^[\w-]{100,}$/,
    signInSession: /^[\w-]{100,}$/,
    DEVICE_KEY: /^us-east-1_[\da-f-]{36}$/,
    DeviceKey: /^us-east-1_[\da-f-]{36}$/,
    deviceKey: /^us-east-1_[\da-f-]{36}$/,
    deviceGroupKey: /^-[\w-]{8}$/,
    randomPasswordKey: /^[\w+/]{54}==$/,
    PasswordVerifier: /^[\w+/]{500,516}={0,2}$/,
    Salt: /^[\w+/]{20,24}={0,2}$/,
    expiry: /^\d{13}$/,
    clockDrift: /^-?\d{1,4}$/,
    inflightOAuthDeadline: /^\d{13}$/,
    dateCreated: /^\d{13}$/,
    at_hash: /^[\w-]{22}$/,
    requestId: /^[\da-f-]{36}$/,
    'amz-sdk-invocation-id': /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    'content-length': /^\d+$/,
    host: /^localhost:\d+$/,
    userPoolEndpoint: /^http:\/\/localhost:\d+\/$/,
    identityPoolEndpoint: /^http:\/\/localhost:\d+\/$/,
  }),
);

/**
 * @param {unknown} value
 * @param {string} [name] of the member
 * @returns {unknown}
 */
export function normalised(value, name = '') {
  if (value instanceof Date) return '‹date›';
  if (Array.isArray(value)) return value.map((item) => normalised(item, name));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([key]) => !(volatileClaims.includes(key) && 'token_use' in value));
    return Object.fromEntries(members.map(([key, member]) => [key, normalised(member, key)]));
  }
  return typeof value === 'string' ? normalisedText(value, name) : value;
}

/**
 * @param {string} text
 * @param {string} name
 */
function normalisedText(text, name) {
  const key = name.split('.').at(-1) ?? '';
  const form = forms.get(key);
  if (form) return form.test(text) ? `‹${key}›` : text;
  if (/^[\w-]{1000,}$/.test(text)) return '‹refresh token›';
  // Both parts are objects: `{"` is `ey` in base64.
  const [, claims] = /^ey[\w-]+\.(ey[\w-]+)\.[\w-]+$/.exec(text) ?? [];
  if (claims === undefined) return text;
  const { token_use: use } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return `‹${use} token›`;
}
