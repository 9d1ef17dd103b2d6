/** A local Cognito in a browser: it keeps its state and its cookies in a database. */
import { createLocalCognito } from '../engine.js';
import { cookiesOf } from '../hosted/cookies.js';
import { CookieJar } from './cookie-jar.js';
import { readState, writeState } from './database.js';

/**
 * @typedef {object} KeptState
 * @property {import('../snapshot.js').Snapshot} cognito
 * @property {Map<string, import('./cookie-jar.js').KeptCookie>} cookies
 */
/** @typedef {{ response: Promise<Response>, saved: Promise<void> }} Answer */

export class BrowserCognito {
  #database;
  #cognito;
  #cookies = new CookieJar();
  #ready;
  /** The write that is under way, and the one that follows it. */
  #writing = Promise.resolve();
  /** @type {Promise<void> | undefined} */
  #next;

  /**
   * @param {string} database its name
   * @param {import('../engine.js').LocalCognitoOptions} options
   */
  constructor(database, options) {
    this.#database = database;
    this.#cognito = createLocalCognito(options);
    this.#ready = this.#load();
  }

  /**
   * Answers a request.
   *
   * @param {Request} request
   * @returns {Answer} the reply, and a promise that resolves when the state is stored
   */
  answer(request) {
    const response = this.#answer(request);
    const isRead = request.method === 'GET' && new URL(request.url).pathname.startsWith('/_test/');
    const saved = isRead
      ? Promise.resolve()
      : response.then(
          () => this.#save(),
          () => this.#save(),
        );
    return { response, saved };
  }

  /** @param {Request} request */
  async #answer(request) {
    await this.#ready;
    const response = await this.#cognito.handle(withCookie(request, this.#cookies.header(this.#cognito.clock.nowMs())));
    this.#cookies.keep(cookiesOf(response), this.#cognito.clock.nowMs());
    return response;
  }

  async #load() {
    try {
      const state = /** @type {KeptState | undefined} */ (await readState(this.#database));
      if (state !== undefined) {
        await this.#cognito.restore(state.cognito);
        this.#cookies = new CookieJar(state.cookies);
      }
    } catch (error) {
      // It starts anew: there are browsers that allow no database, and states of other versions.
      console.warn('The local Cognito cannot read what it has stored:', error);
    }
    void this.#cognito.prepareKeys().then(() => this.#save());
  }

  /** Stores the state as it is when the write before has ended. Calls until then share one write. */
  #save() {
    this.#next ??= this.#writing.then(async () => {
      this.#next = undefined;
      await (this.#writing = this.#write());
    });
    return this.#next;
  }

  async #write() {
    try {
      await writeState(this.#database, { cognito: await this.#cognito.snapshot(), cookies: this.#cookies.cookies() });
    } catch (error) {
      console.warn('The local Cognito cannot store its state:', error);
    }
  }
}

/**
 * The request with a cookie, which no `Request` of a browser can have.
 *
 * @param {Request} request
 * @param {string} cookie
 * @returns {Request}
 */
function withCookie(request, cookie) {
  if (cookie === '') return request;
  const headers = new Headers(request.headers);
  headers.set('cookie', cookie);
  return new Proxy(request, {
    get(target, name) {
      if (name === 'headers') return headers;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
