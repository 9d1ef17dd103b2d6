import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { end, start } from '../../scripts/run/command.mjs';
import { findEngine, type EngineName, type EngineTools } from '../../scripts/setup/engines.mjs';
import { isReady, Session } from './webdriver.js';

const startLimitMs = 30_000;

/** The interval at which a starting driver is checked. */
const pauseMs = 50;

/** How a browser differs from a fresh one. */
export interface Preferences {
  /** Firefox: preferences of `about:config`. */
  readonly firefox?: Readonly<Record<string, unknown>>;
  /** Chromium: members of the profile's file `Preferences`. */
  readonly chromium?: Readonly<Record<string, unknown>>;
  /** WebKit: arguments of MiniBrowser. */
  readonly webkit?: readonly string[];
}

/** A program that was started, and how to end it. */
type Program = ReturnType<typeof start>;

/** A running browser with its driver. */
export interface RunningBrowser {
  readonly session: Session;
  end(): Promise<void>;
}

/** Starts a browser, headless, with an empty profile. */
export async function startBrowser(engine: EngineName, preferences: Preferences = {}): Promise<RunningBrowser> {
  const tools = findEngine(engine);
  if (tools === undefined) throw new Error(`${engine} is not installed`);
  const folder = await mkdtemp(join(tmpdir(), `cognito-wasm-${engine}-`));
  const removeAtExit = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const programs: Program[] = [];
  let session: Session | undefined;
  const endAll = async (): Promise<void> => {
    // If the browser does not end by itself, it ends with its driver.
    await session?.end().catch(() => undefined);
    for (const program of programs.reverse()) await endProgram(program);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.off('exit', removeAtExit);
  };
  try {
    const display = tools.display === undefined ? {} : { DISPLAY: await startDisplay(tools.display, programs) };
    const port = await freePort();
    const environment = { HOME: folder, TMPDIR: folder, XDG_RUNTIME_DIR: folder, ...tools.environment, ...display };
    const driver = start(tools.driver, driverArguments[engine](port, folder), environment);
    programs.push(driver);
    await untilReady(driver, `http://127.0.0.1:${port}`);
    session = await Session.start(`http://127.0.0.1:${port}`, capabilities[engine](tools, folder, preferences));
    return { session, end: endAll };
  } catch (error) {
    await endAll();
    throw error;
  }
}

const driverArguments: Record<EngineName, (port: number, folder: string) => string[]> = {
  firefox: (port, folder) => [`--port=${port}`, '--websocket-port=0', '--profile-root', folder],
  webkit: (port) => [`--port=${port}`],
  chromium: (port) => [`--port=${port}`],
};

const capabilities: Record<EngineName, (tools: EngineTools, folder: string, preferences: Preferences) => object> = {
  firefox: ({ browser }, _folder, { firefox = {} }) => ({
    'moz:firefoxOptions': { binary: browser, args: ['-headless'], prefs: firefox },
  }),
  webkit: ({ browser }, _folder, { webkit = [] }) => ({
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation', ...webkit] },
  }),
  chromium: ({ browser }, folder, { chromium = {} }) => ({
    'goog:chromeOptions': {
      binary: browser,
      args: [...chromiumArguments, `--user-data-dir=${join(folder, 'profile')}`],
      prefs: chromium,
    },
  }),
};

const chromiumArguments = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** Starts a virtual display. Resolves with its name. */
async function startDisplay(xvfb: string, programs: Program[]): Promise<string> {
  const program = start(xvfb, ['-displayfd', '1', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp']);
  programs.push(program);
  program.stderr.resume();
  const number = await new Promise<string>((resolve, reject) => {
    let output = '';
    program.stdout.on('data', (text: Buffer) => {
      output += String(text);
      if (output.endsWith('\n')) resolve(output.trim());
    });
    program.once('error', reject).once('close', () => reject(new Error('Xvfb ended')));
  });
  return `:${number}`;
}

/** Finds a free port, because the drivers do not say which one they have chosen. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until a driver answers. If it does not, its output so far is in the error. */
async function untilReady(driver: Program, origin: string): Promise<void> {
  let output = '';
  for (const stream of [driver.stdout, driver.stderr]) {
    stream.on('data', (text: Buffer) => {
      output = `${output}${String(text)}`.slice(-4000);
    });
  }
  const ended = new Promise<never>((_, reject) => {
    driver.once('error', reject).once('close', () => reject(new Error(`the driver ended:\n${output}`)));
  });
  ended.catch(() => undefined);
  const giveUpAt = Date.now() + startLimitMs;
  while (!(await Promise.race([isReady(origin), ended]))) {
    if (Date.now() > giveUpAt) throw new Error(`the driver does not answer:\n${output}`);
    await setTimeout(pauseMs);
  }
}

/** Ends a program and its child processes, and waits for their end. */
async function endProgram(program: Program): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const closed = new Promise((resolve) => program.once('close', resolve));
  end(program);
  await closed;
}
