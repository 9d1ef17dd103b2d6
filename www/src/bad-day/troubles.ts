import type { RequestTrouble } from './cognito-requests';
import type { TroubleOption } from './trouble-options';

/** The troubles that last. */
export const requestTroubles: readonly TroubleOption<RequestTrouble>[] = [
  { value: 'none', label: 'As usual', detail: 'Cognito gets the requests of this page, and its answers arrive.' },
  {
    value: 'offline',
    label: 'Offline',
    detail:
      'Requests fail at once. Users stay signed in. When the tokens expire, the session is stale until the connection is back.',
  },
  {
    value: 'throttled',
    label: 'Throttling',
    detail:
      'Cognito answers 429, too many requests. The session tries three times, with pauses. Users notice a short wait, and stay signed in.',
  },
  {
    value: 'lost-reply',
    label: 'Lost replies',
    detail:
      'Cognito does what it is asked, but its answers get lost. Users stay signed in, unless the pool rotates refresh tokens without a grace period.',
  },
  {
    value: 'server-error',
    label: 'Server errors',
    detail: 'Cognito answers 503, unavailable. The session tries three times. Users stay signed in.',
  },
  {
    value: 'proxy-page',
    label: 'A proxy’s page',
    detail:
      'A proxy answers with a page of its own and status 200, as in a hotel that wants you to log in. Users stay signed in.',
  },
];

const HOUR = 3_600_000;

/** By how many milliseconds the page's clock is wrong. */
export const clockErrors = { right: 0, ahead: 3 * HOUR, behind: -3 * HOUR } as const;

export const clockTroubles: readonly TroubleOption<keyof typeof clockErrors>[] = [
  {
    value: 'right',
    label: 'Right',
    detail: 'It shows the time of this device.',
  },
  {
    value: 'ahead',
    label: 'Three hours ahead',
    detail:
      'Tokens look expired. The session refreshes them once, and knows from then on how wrong the clock is; so does the countdown of the tokens. Users notice nothing.',
  },
  {
    value: 'behind',
    label: 'Three hours behind',
    detail:
      'Tokens look as if they came from the future, and would be used for too long. The session refreshes them once. Users notice nothing.',
  },
];
