/** The differences on purpose. Each has to be seen in every walk that lists it. */
import { isDeepStrictEqual } from 'node:util';
import { absent, differences } from '../parity/differences.mjs';
import type { StepRecord } from './redirect-parity.js';

/** A difference on purpose. */
export interface Expected {
  readonly because: string;
  /** The names of the steps; all if left out. */
  readonly steps?: RegExp;
  /** Of the difference; also covers what is below. */
  readonly path: RegExp;
  /** The value in Amplify, if it is always the same. */
  readonly amplify?: unknown;
  /** The value in this package, if it is always the same. */
  readonly ours?: unknown;
}

const error = '(outcome/error|events/0/data/error)';

/** While a sign-in is under way. */
export const leaving: readonly Expected[] = [
  {
    because: 'what the answer needs is stored for each state, so that two tabs do not disturb each other',
    path: /^page\/localStorage\/[^/]+\.oauth\.‹state \d›$/,
    amplify: absent,
  },
  {
    because: 'a mark says which tab waits for the answer',
    path: /^page\/sessionStorage\/[^/]+\.oauthTab$/,
    amplify: absent,
  },
  {
    because: 'everything has been stored when the page is left; Amplify stores its last item a moment later',
    steps: /^(the page is left|another sign-in begins)/,
    path: /^page\/localStorage\/[^/]+\.inflightOAuth$/,
    amplify: absent,
    ours: 'true',
  },
];

/** After a redirect that has not come back with an answer of its own. */
export const unanswered: readonly Expected[] = [
  {
    because: 'the real answer still counts, if it comes later',
    path: /^events\/\d\/stored\/[^/]+\.oauth\.‹state 1›$/,
    amplify: absent,
    ours: true,
  },
];

/** Of each request that a script sends. */
export const requests: readonly Expected[] = [
  {
    because: 'the request has no referrer',
    path: /^(pages|operations)\/\d\/headers\/referer$/,
    ours: absent,
  },
  {
    because: 'the library names itself',
    path: /^(pages|operations)\/\d\/headers\/x-amz-user-agent$/,
  },
];

/** Of a tab in which something has happened. */
export const history: readonly Expected[] = [
  {
    because: 'the tab keeps a history of decisions, for diagnostics',
    path: /^page\/sessionStorage\/cognito-wasm\.diagnostics\.\w+$/,
    amplify: absent,
  },
];

/** Of what `fetchAuthSession` returns. */
export const sessions: readonly Expected[] = [
  {
    because: 'the session also has the members of the mobile libraries, and says whether its tokens are good',
    path: /^outcome\/value\/(isSignedIn|status|(identityId|awsCredentials|userSub|userPoolTokens)Result)$/,
    amplify: absent,
  },
];

/** Of a session that began at the pages. */
export const ofPages: readonly Expected[] = [
  {
    because: 'what is unknown is absent instead of undefined',
    path: /^outcome\/value\/tokens\/signInDetails$/,
    amplify: undefined,
    ours: absent,
  },
];

/** Of a sign-out. */
export const signingOut: readonly Expected[] = [
  {
    because: 'the event says why the user has been signed out',
    path: /^events\/0\/data$/,
    amplify: absent,
    ours: { reason: 'user' },
  },
];

/** Of a sign-out that does not leave the page. */
export const staying: readonly Expected[] = [
  {
    because: 'signOut returns its result, as in the mobile libraries',
    steps: /^signOut/,
    path: /^outcome\/value$/,
    amplify: undefined,
    ours: { type: 'complete', signedOutLocally: true },
  },
];

/** Of a sign-out everywhere. */
export const everywhere: readonly Expected[] = [
  {
    because: 'a global sign-out also revokes the refresh token, as in the mobile libraries',
    steps: /^signOut$/,
    path: /^operations\/1$/,
    amplify: absent,
  },
];

/** Of a sign-in that replaces a session. */
export const replacing: readonly Expected[] = [
  {
    because: 'the session that is replaced is revoked',
    steps: /^the code is exchanged$/,
    path: /^operations\/0$/,
    amplify: absent,
  },
];

/** Of errors. */
export const errors: readonly Expected[] = [
  {
    because: 'an error says who can fix it, and whether the same call may succeed later',
    path: new RegExp(`^${error}/(category|retryable)$`),
    amplify: undefined,
  },
  {
    because: 'the suggestions are our own',
    path: new RegExp(`^${error}/recoverySuggestion$`),
  },
];

/** Of errors that this package words anew. */
export const messages: readonly Expected[] = [
  {
    because: 'the messages are our own and say what to do; those of the service stay unchanged',
    path: new RegExp(`^${error}/message$`),
  },
];

/** Of a refusal of the token endpoint. */
export const ofEndpoint: readonly Expected[] = [
  {
    because: 'the error has the status of the reply',
    path: new RegExp(`^${error}/metadata$`),
    amplify: undefined,
    ours: { httpStatusCode: 400 },
  },
];

/** Of a refusal without a state. */
export const foreign: readonly Expected[] = [
  {
    because: 'anybody can make an address with an error and without a state, so its text is not shown',
    path: new RegExp(`^${error}/message$`),
    ours: 'User cancelled OAuth flow.',
  },
];

/** Of a redirect that has failed, in an address with an answer. */
export const cleaned: readonly Expected[] = [
  {
    because: 'the answer is taken out of the address after a failure, too',
    path: /^(page|events\/0)\/address$/,
  },
];

type Records = Readonly<Record<string, StepRecord>>;

/** Differences that nobody expects, and expected ones that are not there. */
export function faults(amplify: Records, ours: Records, expected: readonly Expected[]): object {
  const seen = new Set<Expected>();
  const unexpected = Object.keys(amplify).flatMap((step) =>
    differences(amplify[step], ours[step])
      .filter(({ path, ...values }) => {
        const covering = expected.filter(
          (each) =>
            (each.steps?.test(step) ?? true) &&
            each.path.test(path) &&
            (['amplify', 'ours'] as const).every(
              (side) => !(side in each) || isDeepStrictEqual(values[side], each[side]),
            ),
        );
        for (const each of covering) seen.add(each);
        return covering.length === 0;
      })
      .map((difference) => ({ step, ...difference })),
  );
  const unseen = expected.filter((each) => !seen.has(each)).map(({ because }) => because);
  return { unexpected, unseen };
}
