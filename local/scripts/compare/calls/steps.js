/** What several calls have in common. */
import { PASSWORD } from '../client.js';

export const NOT_AUTHORIZED = ['NotAuthorizedException'];
export const MISMATCH = ['CodeMismatchException'];
export const ORIGIN = 'http://localhost:8080';

export const isSignedIn = ({ status, body }) => status === 200 && body.AuthenticationResult?.AccessToken !== undefined;
export const isRefused = ({ status, type }, types = NOT_AUTHORIZED) => status === 400 && types.includes(type);
export const wrongOf = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
export const signUp = ({ ClientId }, Username = 'bo') => ({
  ClientId,
  Username,
  Password: PASSWORD,
  UserAttributes: [{ Name: 'email', Value: 'bo@example.com' }],
});

export const answer = ({ ClientId }, ChallengeName, Session, responses) => ({
  ClientId,
  ChallengeName,
  Session,
  ChallengeResponses: { USERNAME: 'jane', ...responses },
});

/** The challenge that follows the password. */
export async function challengeAfter(client, backend) {
  const { body } = await client.withPassword(backend);
  return body;
}
