import { Amplify, fetchAuthSession, signOut } from 'cognito-wasm';
import { startServer } from 'cognito-wasm-local';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { currentName, enter } from '../src/session';
import { addUser, type LocalCognito } from '../support/add-user';

const aMonthMs = 31 * 24 * 60 * 60 * 1000;
let local: LocalCognito;

beforeAll(async () => {
  local = await startServer({ port: 0 });
  await addUser(local, 'jane', 'Password123');
  Amplify.configure(local.resourcesConfig());
});
afterEach(async () => {
  await signOut();
});
afterAll(() => local.close());

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
  local.cognito.clock.advance(aMonthMs);
  await fetchAuthSession({ forceRefresh: true });
  expect(await currentName()).toBeUndefined();
});
