import type { AuthSession } from 'cognito-wasm';
import type { Fact } from '../ui/facts';
import { expiryOf } from '../session/session-summary';
import { shortTime } from '../ui/rows';

/** The parts of the session besides the tokens. For each missing part, the reason. */
export function sessionFacts(session: AuthSession, isFromPages: boolean): Fact[] {
  const { identityIdResult, awsCredentialsResult, tokens } = session;
  const authTime = tokens?.idToken?.payload.auth_time;
  const flow = isFromPages ? 'Cognito’s pages' : tokens?.signInDetails?.authFlowType;
  return [
    { label: 'Signed in', value: session.isSignedIn ? 'yes' : 'no' },
    ...(typeof authTime === 'number' ? [{ label: 'Since', value: shortTime(expiryOf(authTime)) }] : []),
    ...(flow ? [{ label: 'Flow', value: flow }] : []),
    identityIdResult.type === 'SUCCESS'
      ? { label: 'Identity ID', value: identityIdResult.value }
      : missing('Identity ID', identityIdResult.error),
    awsCredentialsResult.type === 'SUCCESS'
      ? {
          label: 'AWS credentials',
          value: `valid until ${shortTime(awsCredentialsResult.value.expiration)}`,
        }
      : missing('AWS credentials', awsCredentialsResult.error),
  ];
}

function missing(label: string, error: { readonly name: string }): Fact {
  return { label, value: `not available (${error.name})`, tone: 'error' };
}
