/** A page whose modules' memories are searched for secrets. */
import { type App, type Reply, userKey } from '../app.js';
import { expect } from '../fixtures.js';
import { seed } from '../local-cognito.js';
import { drawnNumbers, memoryOf, watchMemory } from './module-memory.js';
import { Needles } from './needles.js';
import { addExponent, addPowersOfTwo, addProof, exponentOf } from './proof-numbers.js';

/** Unlike `Password`, these words are not in a module anyway. */
export const person = { username: 'username', password: 'Zq7-violet-Ostrich-41', email: 'my@email.com' } as const;

const poolName = seed.userPoolId.slice(seed.userPoolId.indexOf('_') + 1);

/** A page, and the secrets to search for. */
export class WatchedApp {
  readonly app: App;
  readonly needles = new Needles();
  /** Replies with a challenge or tokens, in order. */
  readonly #replies: Reply[] = [];
  /** The number of proofs whose secrets have been added. */
  #proofs = 0;

  /** Opens the page with a registered user. */
  static async begin(app: App): Promise<WatchedApp> {
    const watched = new WatchedApp(app);
    await watchMemory(app.page);
    for (const operation of ['InitiateAuth', 'RespondToAuthChallenge', 'GetTokensFromRefreshToken']) {
      await app.alterReplies(operation, (reply) => {
        watched.#replies.push(reply);
        return reply;
      });
    }
    await app.begin();
    const { username, password, email } = person;
    await app.call('signUp', { username, password, options: { userAttributes: { email } } });
    await app.call('confirmSignUp', { username, confirmationCode: await app.cognito.nextCode() });
    watched.needles.addText('the password', password);
    return watched;
  }

  private constructor(app: App) {
    this.app = app;
  }

  async signIn(options?: object, password: string = person.password): Promise<unknown> {
    return this.app.call('signIn', { username: person.username, password, ...(options && { options }) });
  }

  /** Adds all numbers of the proofs since the last time, for the user's password and the device's. */
  async addProofs(password: string = person.password): Promise<void> {
    const drawn = await drawnNumbers(this.app.page, 32);
    const stored = await this.app.localStorage();
    const device = {
      group: stored[userKey('deviceGroupKey')] ?? '',
      name: stored[userKey('deviceKey')] ?? '',
      password: stored[userKey('randomPasswordKey')] ?? '',
    };
    const publicValues = await this.#publicValues();
    const challenges = this.#replies.flatMap(({ ChallengeParameters }) => {
      const parameters = (ChallengeParameters ?? {}) as Readonly<Record<string, string>>;
      return parameters.SRP_B === undefined ? [] : [parameters];
    });
    expect(challenges.length).toBeGreaterThan(0);
    for (const [index, challenge] of challenges.entries()) {
      if (index < this.#proofs) continue;
      const a = exponentOf(drawn, publicValues[index] ?? '');
      const ofDevice = challenge.USER_ID_FOR_SRP === undefined;
      const user = { group: poolName, name: challenge.USER_ID_FOR_SRP ?? '', password };
      await addProof(this.needles, ofDevice ? device : user, a, challenge);
    }
    this.#proofs = challenges.length;
  }

  /** Adds the exponents of the public values that were sent, for proofs that may not have been completed. */
  async addExponents(): Promise<void> {
    const drawn = await drawnNumbers(this.app.page, 32);
    for (const srpA of await this.#publicValues()) {
      const a = exponentOf(drawn, srpA);
      addExponent(this.needles, 'a', a, 32);
      addPowersOfTwo(this.needles, 'a power on the way to A', a);
    }
  }

  async #publicValues(): Promise<string[]> {
    return (await this.app.cognito.requests()).flatMap(({ body }) => {
      const parameters = (body.AuthParameters ?? body.ChallengeResponses ?? {}) as Readonly<Record<string, string>>;
      return parameters.SRP_A ?? [];
    });
  }

  /** Adds the tokens of all sessions so far. */
  addTokens(): void {
    const results = this.#replies.flatMap(({ AuthenticationResult }) => AuthenticationResult ?? []);
    expect(results.length).toBeGreaterThan(0);
    for (const result of results as Readonly<Record<string, string>>[]) {
      for (const name of ['AccessToken', 'IdToken', 'RefreshToken']) {
        if (result[name] !== undefined) this.needles.addText(name, result[name]);
      }
    }
  }

  /** Searches both modules for the secrets. */
  async expectNothingLeft(): Promise<void> {
    const found = (await this.found()).flatMap(({ name, found }) => found.map((what) => `${name}: ${what}`));
    expect(found).toEqual([]);
  }

  /** The secrets that are in each module. */
  async found(needles = this.needles): Promise<{ readonly name: string; readonly found: string[] }[]> {
    const modules = await memoryOf(this.app.page);
    expect(modules.map(({ name }) => name)).toContain('the module');
    return modules.map(({ name, regions }) => ({ name, found: needles.search(regions) }));
  }
}
