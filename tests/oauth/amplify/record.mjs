/**
 * What Amplify does on the way to Cognito's pages and back: the addresses that it opens, the requests that it sends, and its
 * errors. `amplify.json` has the result, with which the tests in Rust compare this library's.
 */
import { cases } from './cases.mjs';

const items = new Map();
const storage = {
  getItem: (key) => items.get(key) ?? null,
  setItem: (key, value) => void items.set(key, String(value)),
  removeItem: (key) => void items.delete(key),
};
const nothing = () => null;
const document = {
  addEventListener: nothing,
  removeEventListener: nothing,
  querySelector: nothing,
  querySelectorAll: () => [],
  getElementById: nothing,
};

/** The page, and where it was sent. */
let page;
let opened;
const location = {
  get href() {
    return page.href;
  },
  set href(address) {
    opened = address;
  },
  get origin() {
    return page.origin;
  },
  get pathname() {
    return page.pathname;
  },
  get hostname() {
    return page.hostname;
  },
};

const user = 'u-1';
const keys = 'CognitoIdentityServiceProvider.client1';

/** A token that expires in 2100. */
function token(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    part({ alg: 'RS256' }),
    part({ exp: 4_102_444_800, iat: 1_700_000_000, username: user, ...claims }),
    'c2ln',
  ].join('.');
}

/** The library, over a page that has only what it needs. */
async function load() {
  Object.assign(globalThis, {
    window: { location, document, localStorage: storage, addEventListener: nothing, removeEventListener: nothing },
    document,
    localStorage: storage,
  });
  let seed = 1;
  // The record has to be the same each time.
  globalThis.crypto.getRandomValues = (bytes) => {
    for (const index of bytes.keys()) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      bytes[index] = seed >> 16;
    }
    return bytes;
  };
  const [{ Amplify }, { Hub }, auth] = await Promise.all([
    import('aws-amplify'),
    import('aws-amplify/utils'),
    import('aws-amplify/auth'),
  ]);
  return { Amplify, Hub, ...auth };
}

const told = ({ name, message }) => ({ name, message });

/** Runs every case. */
export async function record() {
  const { Amplify, Hub, signInWithRedirect, signOut } = await load();
  const configure = (oauth) => {
    items.clear();
    opened = undefined;
    Amplify.configure({
      Auth: {
        Cognito: {
          userPoolId: 'us-east-1_a',
          userPoolClientId: 'client1',
          loginWith: {
            oauth: {
              domain: 'auth.example.com',
              scopes: ['openid', 'email'],
              redirectSignIn: ['https://app.example/'],
              redirectSignOut: ['https://app.example/'],
              responseType: 'code',
              ...oauth,
            },
          },
        },
      },
    });
  };
  const stored = () => ({ state: items.get(`${keys}.oauthState`), verifier: items.get(`${keys}.oauthPKCE`) });
  /** The opened address, or the error. */
  const outcome = async (call) => {
    const error = await call().then(() => undefined, told);
    return error === undefined ? { opened } : { error };
  };

  const requests = [];
  for (const { oauth, input } of cases.requests) {
    page = new URL('https://app.example/');
    configure(oauth);
    requests.push({ oauth, input, ...(await outcome(() => signInWithRedirect(input))), ...stored() });
  }

  const redirects = [];
  for (const { configured, at, preferred } of cases.redirects) {
    page = new URL(at);
    configure({ redirectSignIn: configured, redirectSignOut: configured });
    items.set(`${keys}.oauthSignIn`, 'true,false');
    const signedOut = await outcome(() => signOut({ oauth: { redirectUrl: preferred } }));
    redirects.push({ configured, at, preferred, ...signedOut });
  }

  const returns = [];
  for (const { responseType, address, reply } of cases.returns) {
    page = new URL('https://app.example/');
    configure({ responseType });
    let custom;
    const stop = Hub.listen('auth', ({ payload }) => {
      if (payload.event === 'customOAuthState') custom = payload.data;
    });
    let request;
    globalThis.fetch = async (url, { method, headers, body }) => {
      request = { url, method, type: headers['Content-Type'], fields: [...new URLSearchParams(body)] };
      return Response.json(
        reply ?? { access_token: token({}), id_token: token({}), refresh_token: 'r', token_type: 'Bearer' },
      );
    };
    let kept;
    let came;
    const authSessionOpener = async () => {
      kept = stored();
      came = address.replaceAll('STATE', kept.state).replaceAll('TOKEN', token({}));
      return { type: 'success', url: came };
    };
    const input = { customState: 'a-b é', options: { authSessionOpener } };
    const error = await signInWithRedirect(input).then(() => undefined, told);
    stop();
    returns.push({ responseType, came, reply, ...kept, request, custom, error });
  }
  // Without members that are undefined, as the file has it.
  return JSON.parse(JSON.stringify({ requests, redirects, returns }));
}
