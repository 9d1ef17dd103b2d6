import { SEED, startServer } from '../../local/src/index.js';
import { addUser } from '../../scripts/bench/add-user.mjs';

export const user = { username: 'jane', password: 'Password123' };

/** A local Cognito for pages that sign in. */
export class Cognito {
  /** @param {Awaited<ReturnType<typeof startServer>>} server */
  constructor(server) {
    this.server = server;
  }

  /**
   * Starts it with one user.
   *
   * @param {Parameters<typeof startServer>[0]} [options]
   */
  static async start(options) {
    const server = await startServer({ port: 0, ...options });
    await addUser(server.url, SEED.userPoolId, user);
    return new Cognito(server);
  }

  /** The query in a page's address that names the pool and the user to {@link signInAsAsked}. */
  get query() {
    const { userPoolId, nativeClientId: userPoolClientId } = SEED;
    const pool = { userPoolId, userPoolClientId, userPoolEndpoint: this.server.url };
    return `?${new URLSearchParams({ ...pool, ...user })}`;
  }

  async close() {
    await this.server.close();
  }
}

/** Code for an app that imports `Amplify`, `signIn` and `Hub` from different entries. Prints who has signed in. */
export const signInAsAsked = `
const { username, password, ...pool } = Object.fromEntries(new URLSearchParams(location.search));
Amplify.configure({ Auth: { Cognito: pool } });
Hub.listen('auth', ({ payload }) => console.log(payload.event + ' ' + payload.data?.username));
signIn({ username, password }).catch((error) => console.log(error.name + ': ' + error.message));
`;

/** Its output. */
export const signedIn = `signedIn ${user.username}`;
