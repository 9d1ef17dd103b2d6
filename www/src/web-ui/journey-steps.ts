import type { Claims, Exchange, Journey, Mode, SentAddress } from './journey';

/** What the page compares with: its configuration. */
export interface Expected {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly redirects: readonly string[];
}

/** Something that the page has compared. */
export interface Check {
  readonly text: string;
  readonly isMet: boolean;
}

/**
 * How far a step has come:
 * - `done`: seen, and every check is met;
 * - `wrong`: seen, and a check is not met, or the sign-in has ended here;
 * - `unseen`: it must have happened, but this browser does not show it;
 * - `waiting`: it comes next;
 * - `open`: it was not reached.
 */
export type Progress = 'done' | 'wrong' | 'unseen' | 'waiting' | 'open';

export interface Step {
  readonly title: string;
  readonly progress: Progress;
  /** What was seen. */
  readonly facts: readonly string[];
  readonly checks: readonly Check[];
}

/** A step as far as it was seen; undefined if it was not. */
type Seen = Pick<Step, 'facts' | 'checks'> | undefined;

const places: Readonly<Record<Mode, string>> = {
  redirect: 'In this tab, so this page was left.',
  popup: 'In a window of their own.',
  silent: 'In a hidden frame.',
};

/** A journey as steps, with what the page has seen and compared. Nothing counts as checked that was not. */
export function journeySteps(journey: Journey, expected: Expected): Step[] {
  const { mode, sent, arrival, exchange, claims, events, signedIn, problem } = journey;
  const steps: readonly (readonly [string, Seen])[] = [
    ['The address was built', sent && addressStep(journey, sent, expected)],
    ['Cognito’s pages were opened', openedStep(journey)],
    [
      mode === 'redirect' ? 'You came back' : 'The pages came back',
      arrival && {
        facts: [
          `With ${arrival.answer === 'code' ? 'a code' : `the error ${arrival.error ?? ''}`}, and the state ${arrival.state}…`,
        ],
        checks: [
          ...(sent ? [check('The state is the one that was sent', sent.parameters.state, arrival.state)] : []),
          { text: 'There is a code', isMet: arrival.answer === 'code' },
        ],
      },
    ],
    ['The code was exchanged for tokens', exchange && exchangeStep(exchange, sent)],
    ['The tokens were checked', claims && tokenStep(claims, journey, expected)],
    [
      'You are signed in',
      signedIn && {
        facts: [`As ${signedIn.username}. The Hub said: ${events.join(', ')}.`],
        checks: [{ text: 'The Hub said signedIn', isMet: events.includes('signedIn') }],
      },
    ],
    [
      'Back where you were',
      signedIn && {
        facts: [`At ${journey.given.returnTo}, ${journey.given.customState}.`],
        checks: [
          check('returnTo came back', journey.given.returnTo, signedIn.returnTo ?? ''),
          check('customState came back', journey.given.customState, signedIn.customState ?? ''),
        ],
      },
    ],
  ];
  return withProgress(steps, problem);
}

function openedStep({ mode, sent, arrival, exchange, signedIn }: Journey): Seen {
  const isOpened = sent ?? arrival ?? exchange ?? signedIn;
  return isOpened && { facts: [places[mode]], checks: [] };
}

function addressStep({ given }: Journey, { place, parameters }: SentAddress, expected: Expected): Seen {
  const { scope, identity_provider: provider, prompt, redirect_uri: redirect, state, nonce } = parameters;
  return {
    facts: [
      `${place}${provider ? `, for ${provider}` : ''}${prompt ? `, prompt ${prompt}` : ''}.`,
      ...(scope ? [`Scopes: ${scope}.`] : []),
      `State ${state ?? 'missing'}…, nonce ${nonce?.slice(0, 8) ?? 'missing'}…`,
    ],
    checks: [
      check('It asks for a code', 'code', parameters.response_type),
      { text: 'It has a state', isMet: Boolean(state) },
      {
        text: 'It has a PKCE challenge, by S256',
        isMet: parameters.code_challenge_method === 'S256' && Boolean(parameters.code_challenge),
      },
      check('The nonce is the page’s', given.nonce, nonce),
      check('The app client is the configured one', expected.clientId, parameters.client_id),
      { text: 'The redirect address is configured', isMet: expected.redirects.includes(redirect ?? '') },
    ],
  };
}

function exchangeStep({ grantType, redirectUri, challenge, status }: Exchange, sent: SentAddress | undefined): Seen {
  return {
    facts: [status === undefined ? 'There was no reply.' : `The reply had the status ${String(status)}.`],
    checks: [
      check('It is a grant of a code', 'authorization_code', grantType),
      ...(sent
        ? [
            check('PKCE’s verifier fits the challenge', sent.parameters.code_challenge, challenge),
            check('The redirect address is the same', sent.parameters.redirect_uri, redirectUri),
          ]
        : []),
      check('It was accepted', 200, status),
    ],
  };
}

function tokenStep(claims: Claims, { given }: Journey, { userPoolId, clientId }: Expected): Seen {
  const issuer = `https://cognito-idp.${userPoolId.split('_')[0] ?? ''}.amazonaws.com/${userPoolId}`;
  return {
    facts: [`Issuer ${claims.idIssuer ?? 'missing'}.`],
    checks: [
      { text: 'Both are of this user pool', isMet: claims.idIssuer === issuer && claims.accessIssuer === issuer },
      { text: 'Both are for this app client', isMet: claims.audience === clientId && claims.clientId === clientId },
      {
        text: 'One is an ID token, the other an access token',
        isMet: claims.idUse === 'id' && claims.accessUse === 'access',
      },
      { text: 'Both are of the same user', isMet: claims.isOneUser },
      check('The nonce is the one that was sent', given.nonce, claims.nonce),
      { text: 'Neither has expired, by Cognito’s clock', isMet: claims.isInTime },
    ],
  };
}

function check(text: string, expected: unknown, found: unknown): Check {
  return { text, isMet: expected !== undefined && expected === found };
}

function withProgress(steps: readonly (readonly [string, Seen])[], problem: string | undefined): Step[] {
  const last = steps.map(([, seen]) => seen !== undefined).lastIndexOf(true);
  const wrong = steps.findIndex(([, seen]) => seen?.checks.some(({ isMet }) => !isMet));
  // Where the sign-in has ended: at what was wrong, or at what did not come.
  const end = wrong >= 0 ? wrong : last + 1;
  return steps.map(([title, seen], index) => {
    const facts = seen?.facts ?? [];
    const reasons = problem !== undefined && index === end ? [problem] : [];
    return { title, progress: progress(seen, index), facts: [...facts, ...reasons], checks: seen?.checks ?? [] };
  });

  function progress(seen: Seen, index: number): Progress {
    if (seen) return seen.checks.every(({ isMet }) => isMet) ? 'done' : 'wrong';
    if (index < last) return 'unseen';
    if (index > end) return 'open';
    return problem === undefined ? 'waiting' : 'wrong';
  }
}
