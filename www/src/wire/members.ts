/** A member of a request or a reply, as the page shows it. */
export interface Member {
  readonly name: string;
  /** Shortened; undefined for what the page shows to nobody. */
  readonly value?: string;
}

/** What the page shows. None of it is a secret: an eavesdropper could do nothing with it. */
const SHOWN = new Set([
  'AuthFlow',
  'AuthParameters.DEVICE_KEY',
  'AuthParameters.PREFERRED_CHALLENGE',
  'AuthParameters.SRP_A',
  'AuthParameters.USERNAME',
  'AuthenticationResult.ExpiresIn',
  'AuthenticationResult.TokenType',
  'AvailableChallenges',
  'ChallengeName',
  'ChallengeParameters.SALT',
  'ChallengeParameters.SECRET_BLOCK',
  'ChallengeParameters.SRP_B',
  'ChallengeParameters.USERNAME',
  'ChallengeParameters.USER_ID_FOR_SRP',
  'ChallengeResponses.DEVICE_KEY',
  'ChallengeResponses.PASSWORD_CLAIM_SIGNATURE',
  'ChallengeResponses.SRP_A',
  'ChallengeResponses.TIMESTAMP',
  'ChallengeResponses.USERNAME',
  'ClientId',
  'CodeDeliveryDetails.AttributeName',
  'CodeDeliveryDetails.DeliveryMedium',
  'CodeDeliveryDetails.Destination',
  'UserConfirmed',
  'UserSub',
  'Username',
  '__type',
  'message',
]);

const LONGEST = 40;
const MOST_MEMBERS = 40;

/** The members of a body in JSON, those of its objects included. */
export function membersOf(body: unknown): Member[] {
  return flat(body, '').slice(0, MOST_MEMBERS);
}

/** The text of one member; empty if there is none. */
export function textAt(body: unknown, ...path: readonly string[]): string {
  let value = body;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return '';
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'string' ? value : '';
}

/** A long text with its middle left out. */
export function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, 16)}…${text.slice(-8)}`;
}

function flat(value: unknown, path: string): Member[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, member]) => flat(member, path ? `${path}.${name}` : name));
  if (path === '') return [];
  return [SHOWN.has(path) ? { name: path, value: shortened(toText(value)) } : { name: path }];
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
