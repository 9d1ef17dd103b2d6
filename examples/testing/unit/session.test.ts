import { Amplify, fetchAuthSession, signOut } from 'cognito-wasm';
import { useCognito } from 'cognito-wasm-local/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { currentName, enter } from '../src/session';

const aMonthMs = 31 * 24 * 60 * 60 * 1000;
const users = [{ username: 'jane', password: 'Password123', email: 'jane@example.com' }];
const server = useCognito({ beforeAll, beforeEach, afterAll }, { users });

beforeAll(() => Amplify.configure(server.resourcesConfig()));
afterEach(async () => {
  await signOut();
});

test('knows who is signed in', async () => {
  expect(await currentName()).toBeUndefined();
  expect(await enter('jane', 'Password123')).toBe('');
  expect(await currentName()).toBe('jane');
});

test('does not say whether the name or the password is wrong', async () => {
  const answer = 'The user name or the password is wrong.';
  expect(await enter('jane', 'Password124')).toBe(answer);
  expect(await enter('nobody', 'Password123')).toBe(answer);
});

test('asks for another sign-in after a month', async () => {
  await enter('jane', 'Password123');
  server.cognito.clock.advance(aMonthMs);
  await fetchAuthSession({ forceRefresh: true });
  expect(await currentName()).toBeUndefined();
});
