import type { Fact } from '../ui/facts';
import type { Call } from './calls';

/** The caller, as the local Cognito's API replies with it. */
interface Caller {
  readonly kind?: string;
  readonly identityId?: string;
  readonly roleArn?: string;
  readonly username?: string;
  readonly tokenUse?: string;
}

/** The answer in words: the status, and who has called as far as the API is concerned. */
export function answerFacts({ status, statusText, answer, signatures }: Call): Fact[] {
  const { caller, message } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    readonly caller?: Caller;
    readonly message?: unknown;
  };
  const isRefused = status >= 400;
  return [
    {
      label: 'Status',
      value: `${String(status)} ${statusText}`.trim(),
      ...(isRefused ? { tone: 'error' as const } : {}),
    },
    { label: 'You are', value: caller ? callerText(caller) : 'unknown to the API' },
    ...(caller?.identityId ? [{ label: 'Identity', value: caller.identityId }] : []),
    ...(caller?.roleArn ? [{ label: 'Role', value: caller.roleArn }] : []),
    ...(typeof message === 'string' ? [{ label: 'Reason', value: message }] : []),
    ...(signatures.length > 1
      ? [{ label: 'Attempts', value: `${String(signatures.length)}: the first signature was refused` }]
      : []),
  ];
}

function callerText({ kind, username, tokenUse }: Caller): string {
  if (kind === 'guest') return 'a guest';
  if (username !== undefined) return `${username}, by the ${tokenUse === 'id' ? 'ID' : 'access'} token`;
  return kind === 'user' ? 'a signed-in user of the identity pool' : 'nobody in particular';
}
