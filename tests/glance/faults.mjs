/** What may be wrong with a stored session, or only odd. */
import { claim, either, lone, ofAnItem, storeToken } from './claims.mjs';
import { base64url, encoded, oddNames, tokenOf, wholeSession } from './sessions.mjs';
import { tornFaults } from './tornFaults.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./sessions.mjs').Session} Session */

/**
 * @typedef {object} Fault
 * @property {'glance' | 'module' | undefined} by who has to answer, if that is certain
 * @property {(session: Session, random: Random) => unknown} apply
 */

/** Stores one of the tokens with another payload or around it. @type {(change: (payload: string, random: Random) => string) => Fault['apply']} */
const rewritten = (change) => (session, random) => {
  const use = either(random);
  storeToken(session, use, change(JSON.stringify(session[use]), random));
};

/** @type {(change: (header: string, payload: string, signature: string, random: Random) => string) => Fault['apply']} */
const reshaped = (change) =>
  rewritten((payload, random) => {
    const [header = '', body = '', signature = ''] = tokenOf(payload).split('.');
    return change(header, body, signature, random);
  });

/** @type {(member: string) => (payload: string) => string} */
const withMember = (member) => (payload) => tokenOf(`${payload.slice(0, -1)},${member}}`);

/** Sets the clock so that a token expires this long after the tolerance. @type {(leftMs: number) => Fault['apply']} */
const expiring = (leftMs) => (session, random) => {
  const exp = Math.floor(session.now / 1_000);
  claim('exp', [exp + 1_000], 'both')(session, random);
  claim('exp', [exp], random.pick(['access', 'id', 'both']))(session, random);
  claim('iat', [exp - 3_600], 'both')(session, random);
  session.now = exp * 1_000 - 5_000 - Number(session.drift) - leftMs;
};

/** @type {(depth: number) => string} */
const nested = (depth) => `"deep":${'['.repeat(depth)}1${']'.repeat(depth)}`;

/** Pads the payload until its base64 has bits to spare. @type {(payload: string) => string} */
const withSpareBits = (payload) => (encoded(payload).length % 4 === 0 ? withSpareBits(`${payload} `) : payload);

/** Sets the last spare bit, which a strict decoder refuses and a lenient one ignores. @type {(payload: string) => string} */
function notCanonical(payload) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const body = encoded(withSpareBits(payload));
  return `e30.${body.slice(0, -1)}${alphabet[alphabet.indexOf(body.slice(-1)) + 1]}.c2ln`;
}

/** @type {(change: (text: string, random: Random) => string | undefined) => Fault['apply']} */
const oneItem = (change) => (session, random) => {
  const name = random.pick(ofAnItem);
  const stored = { accessToken: tokenOf(JSON.stringify(session.access)), idToken: tokenOf(JSON.stringify(session.id)) };
  const text = { ...stored, refreshToken: session.refreshToken, clockDrift: session.drift ?? '' }[name] ?? '';
  session.items[`${session.owner}.${name}`] = change(text, random);
};

/** @type {(texts: readonly string[]) => Fault['apply']} */
const details = (texts) => (session, random) => {
  session.details = random.pick(texts);
};

/** @type {(texts: readonly (string | undefined)[]) => Fault['apply']} */
const drift = (texts) => (session, random) => {
  session.drift = random.pick(texts);
};

/** @type {Fault['apply']} */
const nobody = (session) => {
  for (const name of ['accessToken', 'idToken', 'refreshToken']) session.items[`${session.owner}.${name}`] = undefined;
};

/** Adds a parked user, with a session of the same pool. @type {(session: Session, random: Random, name?: string) => string} */
function park(session, random, name = `${session.owner} the other`) {
  const { access, id, ...other } = wholeSession(random);
  session.items[`${name}.accessToken`] = tokenOf(JSON.stringify({ ...access, username: name }));
  session.items[`${name}.idToken`] = tokenOf(JSON.stringify({ ...id, 'cognito:username': name }));
  session.items[`${name}.refreshToken`] = other.refreshToken;
  session.items[`${name}.signInDetails`] = '{}';
  session.items[`${name}.clockDrift`] = '0';
  return name;
}

/** @type {(random: Random, names: readonly string[]) => string} */
const listOf = (random, names) =>
  random.pick([names.join(','), ` ${names.join(' , ')},`, `${names.join(',')},${names.join(',')}`, ',,', '%', '[]']);

/** @type {Readonly<Record<string, Fault>>} */
export const faults = {
  'a whole session': { by: 'glance', apply: () => {} },
  'an empty storage': {
    by: 'glance',
    apply: (session) => {
      nobody(session, /** @type {Random} */ ({}));
      session.items.LastAuthUser = undefined;
      for (const name of ['signInDetails', 'clockDrift', 'oauthMetadata'])
        session.items[`${session.owner}.${name}`] = undefined;
    },
  },
  'leftovers of a session': { by: 'glance', apply: nobody },
  'another last user': {
    by: 'glance',
    apply: (session) => (session.lastAuthUser = `${session.owner}2`),
  },
  'the tokens of a nameless user': {
    by: 'glance',
    apply: (session) => {
      session.owner = 'username';
      session.items.LastAuthUser = undefined;
    },
  },
  'no last user': {
    by: undefined,
    apply: (session, random) => (session.items.LastAuthUser = random.pick([undefined, ''])),
  },
  'a parked user': {
    by: 'glance',
    apply: (session, random) => {
      session.items.AuthUserList = listOf(random, [session.owner, park(session, random)]);
    },
  },
  'a parked user, and a list without the current one': {
    by: 'glance',
    apply: (session, random) => (session.items.AuthUserList = listOf(random, [park(session, random)])),
  },
  'parked users only': {
    by: 'glance',
    apply: (session, random) => {
      if (session.owner === 'username') session.owner = 'ada';
      session.items.LastAuthUser = undefined;
      session.items.AuthUserList = listOf(random, [session.owner, park(session, random)]);
    },
  },
  'half a character in the list, and nobody is the current user': {
    by: 'module',
    apply: (session) => {
      session.items.LastAuthUser = undefined;
      session.items.AuthUserList = lone;
    },
  },
  'a parked user who is called username': {
    by: undefined,
    apply: (session, random) => {
      session.owner = random.pick(['ada', 'grace']);
      session.items.LastAuthUser = random.pick([undefined, '']);
      session.items.AuthUserList = listOf(random, [park(session, random, 'username')]);
    },
  },
  'a current user who is parked, too': {
    by: 'glance',
    apply: (session, random) => {
      const other = park(session, random, 'username');
      if (session.owner === other) session.owner = session.lastAuthUser = 'ada';
      session.items.AuthUserList = listOf(random, [other, session.owner, other]);
    },
  },
  'an odd name': {
    by: 'glance',
    apply: (session, random) => (session.owner = session.lastAuthUser = random.pick(oddNames)),
  },
  'half a character in the name': {
    by: 'module',
    apply: (session, random) => (session.owner = session.lastAuthUser = random.pick([lone, `a${lone}b`, '\udc00'])),
  },
  'half a character in the last user, signed out': {
    by: 'module',
    apply: (session, random) => (session.lastAuthUser = random.pick([lone, `a${lone}b`, '\udc00'])),
  },
  'an item missing': { by: 'module', apply: oneItem(() => undefined) },
  'an item empty': { by: 'module', apply: oneItem(() => '') },
  'an item truncated': { by: undefined, apply: oneItem((text, random) => text.slice(0, random.below(text.length))) },
  ...tornFaults,
  'an item of another user': {
    by: 'module',
    apply: (session, random) => {
      const other = wholeSession(random);
      const use = either(random);
      storeToken(session, use, tokenOf(JSON.stringify({ ...other[use], sub: 'another' })));
    },
  },
  'a token of garbage': {
    by: 'module',
    apply: rewritten((payload, random) =>
      random.pick(['x', 'a.b.c', '{}', 'null', '..', payload, '\u0000', '🦉.🦉.🦉']),
    ),
  },
  'half a character in the refresh token': { by: 'module', apply: (session) => (session.refreshToken = `r${lone}`) },
  'neither details nor metadata': {
    by: 'module',
    apply: (session) => (session.details = session.oauthMetadata = undefined),
  },
  'another pool': {
    by: 'module',
    apply: claim('iss', ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other']),
  },
  'an issuer that only ends alike': { by: 'module', apply: claim('iss', ['https://a.example/x-eu-west-1_AbCdEfGhI']) },
  'no issuer': { by: 'module', apply: claim('iss', [undefined, '', 1, null]) },
  'another host of the issuer': {
    by: 'glance',
    apply: claim('iss', ['http://0.0.0.0:9229/eu-west-1_AbCdEfGhI'], 'both'),
  },
  'another client in the access token': { by: 'module', apply: claim('client_id', ['other', '', undefined], 'access') },
  'another client in the ID token': { by: 'module', apply: claim('aud', ['other', ['a', 'b'], undefined], 'id') },
  'another use': { by: 'module', apply: claim('token_use', ['refresh', undefined, 1]) },
  'each token in the place of the other': {
    by: 'module',
    apply: (session) => ([session.access, session.id] = [session.id, session.access]),
  },
  'another subject': { by: 'module', apply: claim('sub', ['other', undefined, '', 5, null, {}]) },
  'no subject': { by: 'module', apply: claim('sub', [undefined, '', 5, null], 'both') },
  'half a character in the subject': { by: 'module', apply: claim('sub', [lone], 'both') },
  'no user name': { by: 'module', apply: claim('cognito:username', [undefined, '', 5, null, lone], 'id') },
  'another user name': { by: 'glance', apply: claim('cognito:username', ['other', 'Zoë 🦉'], 'id') },
  'half a character in another claim': { by: 'glance', apply: claim('email', [lone, '\udc00x'], 'id') },
  'one millisecond left': { by: 'glance', apply: expiring(1) },
  'no millisecond left': { by: 'glance', apply: expiring(0) },
  'one millisecond too late': { by: 'module', apply: expiring(-1) },
  'long expired': { by: 'module', apply: expiring(-86_400_000) },
  'an odd time of expiry': {
    by: 'module',
    apply: claim('exp', [undefined, null, '9999999999', true, {}, [], 9999999999.5, -1, 0, 1e300, -1e300, 2 ** 53, '']),
  },
  'a far time of expiry': { by: 'glance', apply: claim('exp', [2 ** 53 - 1, 1e12]) },
  'a time of expiry that overflows': { by: 'module', apply: rewritten(withMember('"exp":1e999')) },
  'a padded payload': {
    by: 'module',
    apply: rewritten((payload) => {
      const body = encoded(withSpareBits(payload));
      return `e30.${body}${'='.repeat(4 - (body.length % 4))}.c2ln`;
    }),
  },
  'a payload with bits to spare': { by: 'module', apply: rewritten(notCanonical) },
  'the standard alphabet': {
    by: 'module',
    apply: rewritten((payload) =>
      tokenOf(`${payload.slice(0, -1)},"x":"???>>>~~~"}`).replaceAll(/(?<=\..*)[-_](?=.*\.)/g, '/'),
    ),
  },
  'a byte order mark': { by: 'module', apply: rewritten((payload) => tokenOf(`\ufeff${payload}`)) },
  'white space before the payload': {
    by: 'module',
    apply: rewritten((payload, random) => tokenOf(`${random.pick([' ', '\n', '\t'])}${payload}`)),
  },
  'white space behind the payload': { by: 'glance', apply: rewritten((payload) => tokenOf(`${payload} \n\t`)) },
  'white space in the payload': { by: 'module', apply: rewritten((payload) => tokenOf(`{ ${payload.slice(1)}`)) },
  'white space in the token': {
    by: 'module',
    apply: reshaped((header, body, signature, random) =>
      random.pick([` ${header}.${body}.${signature}`, `${header}.${body}.${signature}\n`, `${header}. ${body}.s`]),
    ),
  },
  'bytes that are no text': {
    by: 'module',
    apply: rewritten((payload) => {
      const bytes = new TextEncoder().encode(`${payload.slice(0, -1)},"x":"~~"}`);
      bytes[bytes.length - 3] = 0xff;
      return `e30.${base64url(bytes)}.c2ln`;
    }),
  },
  'half a character in UTF-8': {
    by: 'module',
    apply: rewritten((payload) => {
      const bytes = new TextEncoder().encode(`${payload.slice(0, -1)},"x":"~~~"}`);
      bytes.set([0xed, 0xa0, 0x80], bytes.length - 5);
      return `e30.${base64url(bytes)}.c2ln`;
    }),
  },
  'four parts': { by: 'module', apply: reshaped((...parts) => `${parts.slice(0, 3).join('.')}.more`) },
  'two parts': { by: 'module', apply: reshaped((header, body) => `${header}.${body}`) },
  'no signature': { by: 'module', apply: reshaped((header, body) => `${header}.${body}.`) },
  'no header': { by: 'module', apply: reshaped((_, body, signature) => `.${body}.${signature}`) },
  'a header that is none': { by: 'glance', apply: reshaped((_, body, signature) => `x.${body}.${signature}`) },
  'a payload that is no object': {
    by: 'module',
    apply: rewritten((_, random) => tokenOf(random.pick(['[]', 'null', '5', '"x"', 'true', '[{}]', '']))),
  },
  'a payload cut short': { by: 'module', apply: rewritten((payload) => tokenOf(payload.slice(0, -1))) },
  'a very long token': { by: 'module', apply: rewritten(withMember(`"long":"${'x'.repeat(8_000)}"`)) },
  'a long token': { by: 'glance', apply: rewritten(withMember(`"long":"${'x'.repeat(4_000)}"`)) },
  'a nested claim': { by: 'glance', apply: rewritten(withMember(nested(5))) },
  'a claim that is nested too deep': {
    by: 'module',
    apply: rewritten((payload, random) => withMember(nested(random.pick([20, 31, 32, 33, 500, 3_000])))(payload)),
  },
  'very many claims': {
    by: undefined,
    apply: rewritten((payload, random) =>
      withMember(Array.from({ length: random.pick([200, 700]) }, (_, index) => `"c${index}":${index}`).join())(payload),
    ),
  },
  'claims of unfortunate names': {
    by: 'glance',
    apply: rewritten((payload, random) =>
      withMember(
        random.pick([
          '"__proto__":{"sub":"x","exp":1}',
          '"__proto__":null',
          '"constructor":1,"toString":"x","valueOf":null,"hasOwnProperty":[]',
          '"toJSON":"x","then":1,"length":0,"0":"x"',
        ]),
      )(payload),
    ),
  },
  'a subject that is inherited': {
    by: 'module',
    apply: (session) => {
      const { sub, ...access } = session.access;
      storeToken(session, 'access', withMember(`"__proto__":{"sub":"${String(sub)}"}`)(JSON.stringify(access)));
    },
  },
  'claims that stand twice': {
    by: undefined,
    apply: rewritten((payload, random) =>
      withMember(random.pick(['"sub":"x"', '"exp":1', '"email":"x","email":"y"', '"token_use":"x"']))(payload),
    ),
  },
  'details of unknown members': {
    by: 'module',
    apply: details([
      '{"loginId":"a","more":1}',
      '{"loginId":"a","__proto__":{}}',
      '{"loginId":"a","constructor":"x"}',
      '{"__proto__":{"loginId":"a"}}',
      '"text"',
      '["a"]',
      '[{"loginId":"a"}]',
    ]),
  },
  'details of the wrong type': {
    by: 'module',
    apply: details([
      '{"loginId":5}',
      '{"loginId":null}',
      '{"loginId":"a","authFlowType":{}}',
      '{"loginId":["a"],"authFlowType":"USER_SRP_AUTH"}',
      '{"loginId":true}',
    ]),
  },
  'details that are not JSON': {
    by: 'module',
    apply: details(['x', '{', "{'loginId':'a'}", '\ufeff{"loginId":"a"}', 'undefined', '[object Object]', `"${lone}`]),
  },
  'details without members': { by: undefined, apply: details(['[]', '5', 'null', 'true', '""', '{ }', '-0']) },
  'details with half a character': {
    by: 'module',
    apply: details(['{"loginId":"\\ud800"}', `{"loginId":"${lone}"}`, '{"loginId":"a","authFlowType":"\\udc00"}']),
  },
  'details that stand twice': { by: undefined, apply: details(['{"loginId":"a","loginId":"b"}']) },
  'an odd drift': {
    by: 'module',
    apply: drift([
      undefined,
      '',
      '+5',
      ' 5',
      '5 ',
      '5.0',
      '1e3',
      '0x10',
      'NaN',
      'x',
      '٥',
      '9'.repeat(13),
      '-',
      '--1',
      '5\n',
    ]),
  },
  'a drift of another spelling': { by: undefined, apply: drift(['-0', '00', '007', '-000']) },
  'a huge drift': { by: undefined, apply: drift(['9'.repeat(12), `-${'9'.repeat(12)}`, '9'.repeat(30)]) },
};
