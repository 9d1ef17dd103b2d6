/**
 * The dozen W3C WebDriver requests that the tests need. The libraries for WebDriver include programs that download browsers
 * and drivers, which are not needed here.
 */

import { setTimeout } from 'node:timers/promises';

/** WebDriver's reference to an element. */
type ElementReference = Readonly<Record<string, string>>;

const timeLimitMs = 30_000;

/** The interval at which a loading page is checked. */
const pauseMs = 10;

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** An error that the driver sent. */
export class WebDriverError extends Error {
  /** WebDriver's error code, such as `no such element`. */
  readonly code: string;

  constructor(command: string, code: string, message: string) {
    super(`${command}: ${code}: ${message}`);
    this.code = code;
  }
}

/** Sends a request to a driver. Resolves with the value of its reply. */
async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new WebDriverError(`${method} ${new URL(url).pathname}`, error, message);
}

/** Whether a driver runs and accepts a session. */
export async function isReady(origin: string): Promise<boolean> {
  try {
    return ((await ask('GET', `${origin}/status`)) as { ready: boolean }).ready;
  } catch {
    return false;
  }
}

/** A browser that a driver has started. */
export class Session {
  readonly #url: string;
  /** Commands go to the current tab and frame, so they are sent one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #current = '';
  readonly #first: Place;

  private constructor(url: string, firstTab: string) {
    this.#url = url;
    this.#first = { handle: firstTab, frame: null };
  }

  static async start(origin: string, capabilities: object): Promise<Session> {
    const alwaysMatch = { ...capabilities, timeouts: { script: timeLimitMs, pageLoad: timeLimitMs } };
    const created = await ask('POST', `${origin}/session`, { capabilities: { alwaysMatch } });
    const url = `${origin}/session/${(created as { sessionId: string }).sessionId}`;
    return new Session(url, (await ask('GET', `${url}/window`)) as string);
  }

  /** Opens another tab. The first one stays open, because a browser may end with its last tab. */
  async openTab(): Promise<Tab> {
    const opened = await this.command(this.#first, 'POST', '/window/new', { type: 'tab' });
    return new Tab(this, (opened as { handle: string }).handle);
  }

  /** Ends the browser. */
  async end(): Promise<void> {
    await this.#inTurn(() => ask('DELETE', this.#url));
  }

  /** Sends a command to a tab, or to the first frame in it. */
  command(place: Place, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    return this.#inTurn(async () => {
      await this.#switchTo(place);
      return ask(method, `${this.#url}${path}`, body);
    });
  }

  async #switchTo({ handle, frame }: Place): Promise<void> {
    const key = `${handle} ${frame ?? ''}`;
    if (key === this.#current) return;
    this.#current = '';
    await ask('POST', `${this.#url}/window`, { handle });
    await ask('POST', `${this.#url}/frame`, { id: frame });
    this.#current = key;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** The target of a command: a tab, and the index of a frame in it, or `null` for the page itself. */
interface Place {
  readonly handle: string;
  readonly frame: number | null;
}

/** A tab of a browser, or a frame in it. */
export class Tab {
  readonly #session: Session;
  readonly #place: Place;

  constructor(session: Session, handle: string, frame: number | null = null) {
    this.#session = session;
    this.#place = { handle, frame };
  }

  /** The frame in this tab, by its index. */
  frame(index: number): Tab {
    return new Tab(this.#session, this.#place.handle, index);
  }

  /** Opens an address and waits until the page is loaded. */
  async goto(url: string): Promise<void> {
    await this.#leave(() => this.#send('POST', '/url', { url }));
  }

  async reload(): Promise<void> {
    await this.#leave(() => this.#send('POST', '/refresh', {}));
  }

  /** Drivers should wait for the page, but WebKit's may answer while the previous page is still open. */
  async #leave(navigate: () => Promise<unknown>): Promise<void> {
    const [before] = await this.#document();
    await navigate();
    const giveUpAt = Date.now() + timeLimitMs;
    for (;;) {
      const [now, state] = await this.#document();
      if (now !== before && state === 'complete') return;
      if (Date.now() > giveUpAt) throw new Error('the page is not loaded');
      await setTimeout(pauseMs);
    }
  }

  /** When the current document started, which identifies it, and how far it is loaded. */
  async #document(): Promise<readonly [number, string]> {
    const script = 'return [performance.timeOrigin, document.readyState]';
    return (await this.#send('POST', '/execute/sync', { script, args: [] })) as [number, string];
  }

  async close(): Promise<void> {
    await this.#send('DELETE', '/window');
  }

  /**
   * Calls a function or evaluates an expression in the page, as Playwright does. Arguments and results are JSON.
   *
   * geckodriver runs scripts in a separate realm without the page's globals. `window.eval` runs them in the page.
   */
  async evaluate<Result, Argument>(
    work: string | ((argument: Argument) => Result | Promise<Result>),
    argument?: Argument,
  ): Promise<Result> {
    const expression =
      typeof work === 'string' ? work : `(${String(work)})(${argument === undefined ? '' : JSON.stringify(argument)})`;
    const source = `(async () => JSON.stringify({ value: await (${expression}) }))()
      .catch((error) => JSON.stringify({ error: String(error) }))`;
    const script = 'const [source, done] = arguments; window.eval(source).then(done);';
    const outcome = (await this.#send('POST', '/execute/async', { script, args: [source] })) as string;
    const { value, error } = JSON.parse(outcome) as { value: Result; error?: string };
    if (error !== undefined) throw new Error(`in the page: ${error}`);
    return value;
  }

  /** The visible text of an element. */
  async text(selector: string): Promise<string> {
    return (await this.#send('GET', `/element/${await this.#find(selector)}/text`)) as string;
  }

  /** Whether an element exists and is visible. */
  async isShown(selector: string): Promise<boolean> {
    try {
      return (await this.#send('GET', `/element/${await this.#find(selector)}/displayed`)) as boolean;
    } catch (error) {
      if (error instanceof WebDriverError && error.code === 'no such element') return false;
      throw error;
    }
  }

  /** Types a value into a field, replacing the old one. */
  async fill(selector: string, text: string): Promise<void> {
    const element = await this.#find(selector);
    await this.#send('POST', `/element/${element}/clear`, {});
    await this.#send('POST', `/element/${element}/value`, { text });
  }

  /** Clicks on an element. */
  async click(selector: string): Promise<void> {
    await this.#send('POST', `/element/${await this.#find(selector)}/click`, {});
  }

  async #find(selector: string): Promise<string> {
    const found = await this.#send('POST', '/element', { using: 'css selector', value: selector });
    return (found as ElementReference)[elementKey] ?? '';
  }

  #send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    return this.#session.command(this.#place, method, path, body);
  }
}
