import { currentBackend } from '../pool/backend';
import { ensureUser } from '../pool/administrator';
import { unwatched } from '../wire/exchanges';
import { type Lap, type Phone, measureLap } from './measure';
import type { Pool, Runner } from './runner';

/** Sign-ins of each library. The first of a page takes longest. */
export const LAPS = 5;

export interface Standing {
  readonly name: string;
  readonly laps: readonly Lap[];
}

const USERNAME = 'racer';

let runners: Promise<readonly Runner[]> | undefined;

/**
 * Lets both libraries sign the same user in, in turns.
 *
 * @param onLap gets the standings after each sign-in
 */
export async function race(phone: Phone, onLap: (standings: readonly Standing[]) => void): Promise<void> {
  const { localOrigin = '', userPoolId, userPoolClientId } = currentBackend();
  runners ??= load({ userPoolId, userPoolClientId, userPoolEndpoint: `${localOrigin}/` }).catch((error: unknown) => {
    runners = undefined;
    throw error;
  });
  const taking = await runners;
  const user = { username: USERNAME, password: `Race-1-${crypto.randomUUID()}` };
  await ensureUser(user.username, user.password);
  const laps = new Map<Runner, Lap[]>(taking.map((runner) => [runner, []]));
  await unwatched(async () => {
    for (let round = 0; round < LAPS; round += 1) {
      // Each goes first every other time.
      for (const runner of round % 2 === 0 ? taking : [...taking].reverse()) {
        laps.get(runner)?.push(await measureLap(runner, user, phone));
        onLap([...laps].map(([{ name }, own]) => ({ name, laps: own })));
        // The page shows it before the next one begins.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  });
}

async function load(pool: Pool): Promise<readonly Runner[]> {
  const [{ createAmplify }, { createCognitoWasm }] = await Promise.all([
    import(/* webpackChunkName: "race-amplify" */ './amplify'),
    import(/* webpackChunkName: "race-cognito-wasm" */ './cognito-wasm'),
  ]);
  return [createAmplify(pool), createCognitoWasm(pool)];
}
