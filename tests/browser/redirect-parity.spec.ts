/** Amplify and this package walk through the same pages. What can be seen from outside is the same, but for a list of differences. */
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import {
  cleaned,
  errors,
  everywhere,
  type Expected,
  faults,
  foreign,
  history,
  leaving,
  messages,
  ofEndpoint,
  ofPages,
  replacing,
  requests,
  sessions,
  signingOut,
  staying,
  unanswered,
} from './redirect-parity-differences.js';
import { type Step, walk, type Walker } from './redirect-parity.js';

interface Walk {
  readonly steps: readonly Step[];
  readonly expected: readonly Expected[];
}

const failure = 'signInWithRedirect_failure';

const begin = (input?: object): Step => [
  'the page is left for the pages of Cognito',
  async (walker) => {
    await walker.configure();
    await walker.begin(input);
  },
];

const signIn: Step = [
  'the user comes back with an answer',
  async (walker) => {
    await walker.signIn();
    await walker.comeBack();
  },
];

const continueThere: Step = [
  'the user comes back with an answer',
  async (walker) => {
    await walker.press('Continue');
    await walker.comeBack();
  },
];

const exchange: Step = ['the code is exchanged', (walker) => walker.configureUntil('signedIn')];

/** Waits until the replaced session is revoked, which happens in the background. */
const exchangeThatReplaces: Step = [
  exchange[0],
  async (walker) => {
    const outcome = await exchange[1](walker);
    if (walker.library === 'cognito-wasm') await walker.cognito.arrival('RevokeToken');
    return outcome;
  },
];

const session: readonly Step[] = [
  ['fetchAuthSession', (walker) => walker.call('fetchAuthSession')],
  ['getCurrentUser', (walker) => walker.call('getCurrentUser')],
];

type InputOf = (walker: Walker) => object;

const signOut = (input?: InputOf): Step => [
  'signOut',
  (walker) => walker.leave(/\?(signed-out|bye)$/, 'signOut', ...(input === undefined ? [] : [input(walker)])),
];

const nobody: Step = [
  'the page after the sign-out',
  async (walker) => {
    await walker.configure();
    return walker.call('fetchAuthSession');
  },
];

const password: Step = [
  'signIn',
  async (walker) => {
    await walker.configure();
    return walker.call('signIn', { username: person.username, password: person.password });
  },
];

const fail: Step = ['the page hears of the failure', (walker) => walker.configureUntil(failure)];

/** A sign-in after one that has failed. */
const again: readonly Step[] = [
  ['fetchAuthSession after the failure', (walker) => walker.call('fetchAuthSession')],
  ['another sign-in begins', (walker) => walker.begin()],
  signIn,
  exchange,
];

const whole = (input?: object, atPages = signIn, out?: InputOf): Step[] => [
  begin(input),
  atPages,
  exchange,
  ...session,
  signOut(out),
  nobody,
];

/** The browser comes back with an answer that nobody has given. */
const goTo = (query: (state: string) => string): Step => [
  'the user comes back with an answer',
  async ({ page, app, state }) => {
    await page.goto(`${app}${query(state)}`);
  },
];

const ended = [...leaving, ...requests, ...history];
/** What every whole walk has. */
const all = [...ended, ...sessions, ...ofPages, ...signingOut];
const failing = [...ended, ...sessions, ...errors];

const walks: Readonly<Record<string, Walk>> = {
  'a sign-in with a password': { steps: whole(), expected: all },
  'a sign-in with every option': {
    steps: whole({
      customState: '{"to":"/cart?a=1&b=2"} -ÿ',
      options: { prompt: 'LOGIN', loginHint: person.username, lang: 'en', nonce: 'n-1 +/=' },
    }),
    expected: all,
  },
  'a sign-in with Google, and a sign-out everywhere': {
    steps: whole({ provider: 'Google', customState: 'cart' }, continueThere, () => ({ global: true })),
    expected: [...all, ...everywhere],
  },
  'a sign-in with another provider, and a sign-out to another address': {
    steps: whole({ provider: { custom: 'Company' } }, continueThere, ({ app }) => ({
      oauth: { redirectUrl: `${app}?bye` },
    })),
    expected: all,
  },
  'a user who cancels at the provider': {
    steps: [
      begin({ provider: 'Google' }),
      [
        'the user comes back with an answer',
        async (walker) => {
          await walker.press('Cancel');
          await walker.comeBack();
        },
      ],
      fail,
      ...again,
    ],
    expected: [...failing, ...cleaned],
  },
  'a user who goes back': {
    steps: [
      begin(),
      [
        'the user goes back',
        async ({ page }) => {
          await page.goBack();
        },
      ],
      fail,
      ...again,
    ],
    expected: [...failing, ...unanswered],
  },
  'an error of the pages': {
    steps: [begin(), goTo((state) => `?error=server_error&error_description=%3Cb%3Eno%20way&state=${state}`), fail],
    expected: [...leaving, ...history, ...errors, ...cleaned],
  },
  'an error without a state': {
    steps: [begin(), goTo(() => '?error=server_error&error_description=no%20way'), fail, ...again],
    expected: [...failing, ...unanswered, ...cleaned, ...foreign],
  },
  'an answer with another state': {
    steps: [begin(), goTo(() => '?code=c-1&state=forged'), fail, ...again],
    expected: [...failing, ...unanswered, ...cleaned, ...messages],
  },
  'an answer without a code': {
    steps: [begin(), goTo((state) => `?state=${state}`), fail, ...again],
    expected: [...failing, ...unanswered],
  },
  'a code that the token endpoint refuses': {
    steps: [
      begin(),
      signIn,
      [
        'the page hears of the failure',
        async (walker) => {
          const refusal = { kind: 'error', status: 400, type: 'invalid_grant' } as const;
          await walker.cognito.fault({ operation: '/oauth2/token', ...refusal });
          await walker.configureUntil(failure);
        },
      ],
      [
        'another sign-in begins and comes back at once',
        async (walker) => {
          // The user is still signed in there.
          const { state } = walker;
          const isNew = (url: URL): boolean => url.searchParams.has('code') && !url.search.includes(state);
          await walker.leave(isNew, 'signInWithRedirect');
          await walker.comeBack();
        },
      ],
      exchange,
    ],
    expected: [...ended, ...errors, ...cleaned, ...ofEndpoint],
  },
  'nobody who could be signed in silently': {
    steps: [
      [
        'nobody is asked',
        async (walker) => {
          await walker.configure();
          await walker.leave(/[?&]error=/, 'signInWithRedirect', { options: { prompt: 'NONE' } });
        },
      ],
      fail,
      ...again,
    ],
    expected: [...failing, ...cleaned],
  },
  'a user who is signed in already': {
    steps: [
      password,
      ['signInWithRedirect', (walker) => walker.call('signInWithRedirect')],
      ['signOut of a session that began with a password', (walker) => walker.call('signOut')],
      ['fetchAuthSession', (walker) => walker.call('fetchAuthSession')],
    ],
    expected: [...requests, ...history, ...sessions, ...errors, ...messages, ...signingOut, ...staying],
  },
  'a user who is signed in already, and is asked again': {
    steps: [
      password,
      [
        'the page is left for the pages of Cognito',
        (walker) => walker.begin({ options: { prompt: 'SELECT_ACCOUNT' } }),
      ],
      signIn,
      exchangeThatReplaces,
      ...session,
    ],
    expected: [...ended, ...sessions, ...ofPages, ...replacing],
  },
  'a sign-out to an address that is not configured': {
    steps: [
      begin(),
      signIn,
      exchange,
      ['signOut', (walker) => walker.call('signOut', { oauth: { redirectUrl: 'https://evil.example/' } })],
      ['fetchAuthSession', (walker) => walker.call('fetchAuthSession')],
    ],
    expected: [...ended, ...sessions, ...errors, ...messages, ...signingOut],
  },
  'a page that is not configured': {
    steps: [
      [
        'no address is of this origin',
        async (walker) => {
          await walker.configure({ redirectSignIn: ['https://app.example/'] });
          return walker.call('signInWithRedirect');
        },
      ],
    ],
    expected: [...errors, ...messages],
  },
  'the implicit grant': {
    steps: [
      [
        'the page is left for the pages of Cognito',
        async (walker) => {
          await walker.configure({ responseType: 'token' });
          await walker.begin();
        },
      ],
      signIn,
      ['the tokens are taken', (walker) => walker.configureUntil('signedIn', { responseType: 'token' })],
      ...session,
    ],
    expected: [...leaving, ...history, ...sessions, ...ofPages],
  },
};

for (const [title, { steps, expected }] of Object.entries(walks)) {
  test(title, async ({ browser, harness }) => {
    const app = `${harness}/blank.html`;
    const [amplify, ours] = await Promise.all([
      walk(browser, app, 'aws-amplify', steps),
      walk(browser, app, 'cognito-wasm', steps),
    ]);
    expect(faults(amplify, ours, expected)).toEqual({ unexpected: [], unseen: [] });
  });
}

for (const [first, second] of [
  ['aws-amplify', 'cognito-wasm'],
  ['cognito-wasm', 'aws-amplify'],
] as const) {
  test(`${second} completes a redirect that ${first} has begun`, async ({ browser, harness }) => {
    const steps: Step[] = [
      begin({ customState: 'cart' }),
      signIn,
      [
        'exchange',
        (walker) => {
          walker.library = second;
          return walker.configureUntil('signedIn');
        },
      ],
      ['getCurrentUser', (walker) => walker.call('getCurrentUser')],
    ];
    const records = await walk(browser, `${harness}/blank.html`, first, steps);
    const events = ['customOAuthState', 'signInWithRedirect', 'signedIn'].map((event) => ({ event }));
    expect(records.exchange?.events).toMatchObject(events);
    expect(records.getCurrentUser?.outcome).toMatchObject({ value: { username: person.username } });
  });
}
