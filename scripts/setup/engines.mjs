/**
 * The three engines for `tests/engines/`, each with its WebDriver. On Debian all of them are packages except geckodriver, which is
 * built. Elsewhere, installed ones are used.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { toolPath } from '../run/paths.mjs';
import { elapsed, upToDate } from '../run/steps.mjs';
import { buildCargoTool } from './cargo-tool.mjs';

const geckodriverVersion = '0.37.1';

/** MiniBrowser needs these without a graphics processor and a desktop session. */
const withoutDesktop = {
  GDK_BACKEND: 'x11',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  NO_AT_BRIDGE: '1',
};

/**
 * @typedef {'firefox' | 'webkit' | 'chromium'} EngineName
 *
 * @typedef {object} EngineTools
 * @property {string} driver the program that speaks WebDriver
 * @property {string} browser
 * @property {string} [display] the virtual display for a browser without a headless mode
 * @property {Record<string, string>} [environment]
 */

/** @type {readonly EngineName[]} */
export const engineNames = ['firefox', 'webkit', 'chromium'];

/** @type {Record<EngineName, { title: string, needs: string, find: () => { [Tool in keyof EngineTools]: EngineTools[Tool] | undefined } }>} */
const engines = {
  firefox: {
    title: 'Firefox',
    needs: 'firefox or firefox-esr, and geckodriver',
    find: () => ({
      browser: onPath('firefox-esr') ?? onPath('firefox'),
      driver: existsSync(toolPath('geckodriver')) ? toolPath('geckodriver') : onPath('geckodriver'),
    }),
  },
  webkit: {
    title: 'WebKitGTK',
    needs: 'MiniBrowser, WebKitWebDriver and Xvfb',
    find: () => ({
      browser: miniBrowser(),
      driver: onPath('WebKitWebDriver'),
      display: onPath('Xvfb'),
      environment: withoutDesktop,
    }),
  },
  chromium: {
    title: 'Chromium',
    needs: 'chromium, and the chromedriver of its version',
    find: () => ({ browser: onPath('chromium'), driver: onPath('chromedriver') }),
  },
};

/**
 * The programs of an engine; undefined if one of them is missing.
 *
 * @param {EngineName} name
 * @returns {EngineTools | undefined}
 */
export function findEngine(name) {
  const found = engines[name].find();
  const isComplete = Object.values(found).every((tool) => tool !== undefined);
  return isComplete ? /** @type {EngineTools} */ (found) : undefined;
}

/** @param {EngineName} name */
export function describeMissing(name) {
  return `${engines[name].title}, which needs ${engines[name].needs}`;
}

/** One line for each engine that is missing something. */
export function missingEngines() {
  return engineNames.filter((name) => findEngine(name) === undefined).map(describeMissing);
}

/** Whether everything can be installed here. If so, a missing engine is a failure. */
const canInstall = () => process.getuid?.() === 0 && /^ID=debian$/m.test(readIfThere('/etc/os-release'));

/** Installs the engines and drivers that Debian has. */
export async function installEngines() {
  const missing = Object.entries({
    'firefox-esr': 'firefox-esr',
    'webkit2gtk-driver': 'WebKitWebDriver',
    xvfb: 'Xvfb',
    xauth: 'xauth',
    'chromium-driver': 'chromedriver',
  }).flatMap(([packageName, command]) => (onPath(command) === undefined ? [packageName] : []));
  if (missing.length === 0 || !canInstall()) return upToDate;
  const quietly = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  // The update may fail for a single source; the install shows whether that matters.
  await attempt('apt-get', ['update'], quietly);
  await attempt('apt-get', ['install', '-y', '--no-install-recommends', ...missing], quietly);
  return undefined;
}

/** @type {Promise<string> | undefined} */
let geckodriver;

/**
 * Builds geckodriver once, in the background. Only the suite `engines` waits for it.
 *
 * @returns {Promise<string>} a line about the result, or the whole output if the build failed
 */
export function buildGeckodriver() {
  return (geckodriver ??= build());
}

async function build() {
  if (!canInstall() || onPath('firefox-esr') === undefined) return 'geckodriver is not built here';
  const found = await attempt(toolPath('geckodriver'), ['--version'], { quiet: true });
  if (found.output.split('\n')[0] === `geckodriver ${geckodriverVersion}`) return 'geckodriver is up to date';
  const startedAt = performance.now();
  const built = await buildCargoTool({ crate: 'geckodriver', version: geckodriverVersion }, { quiet: true });
  return built.succeeded ? `geckodriver was built in ${elapsed(startedAt)}, in the background` : built.output;
}

/** Waits for the set-up and prints its result. Fails if something is missing that could be installed here. */
export async function finishEngines() {
  console.log(`  ${await buildGeckodriver()}`);
  const missing = missingEngines();
  if (missing.length > 0 && canInstall()) throw new Failure(`Could not be set up: ${missing.join('; ')}.`);
}

/** @param {string} command */
function onPath(command) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path));
}

/** WebKitGTK's test browser is in a folder of its library. */
function miniBrowser() {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : [];
  const versions = folders.flatMap((folder) => ['4.1', '4.0'].map((version) => [folder, `webkit2gtk-${version}`]));
  return versions.map((path) => join('/usr/lib', ...path, 'MiniBrowser')).find((path) => existsSync(path));
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
