import { end, run, start } from '../run/command.mjs';
import { filesIn } from '../run/files.mjs';
import { printLine } from '../run/output.mjs';
import { toolPath } from '../run/paths.mjs';
import { step } from '../run/steps.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';
import { installTestRunner } from '../setup/wasm-bindgen.mjs';
import { launchChromium } from './chromium.mjs';
import { cargoTestCounts, total } from './test-counts.mjs';

const timeLimitMs = 5 * 60_000;

/** The crate's tests in Chromium: `tests/wasm_*.rs`, and unit tests of modules that only exist for WebAssembly. */
export async function runWasmTests() {
  await step("wasm-bindgen's test runner", installTestRunner);
  const tests = filesIn('tests').flatMap((path) => /^tests\/(wasm_\w+)\.rs$/.exec(path)?.[1] ?? []);
  const browser = await launchChromium();
  try {
    const counts = [];
    for (const module of await compile(tests)) counts.push(await runModule(browser, module));
    return { succeeded: true, counts: total(counts) };
  } finally {
    await browser.close();
  }
}

/**
 * @param {string[]} tests
 * @returns {Promise<string[]>} the compiled modules
 */
async function compile(tests) {
  // The signing module is tested through its JavaScript, which is all that calls it.
  const packages = ['--workspace', '--exclude', 'cognito-wasm-signing'];
  const named = [...packages, '--lib', ...tests.flatMap((name) => ['--test', name])];
  const target = ['--target', wasmTarget];
  await run('cargo', ['test', '--no-run', ...target, ...named]);
  const messages = await run('cargo', ['test', '--no-run', '--message-format=json', ...target, ...named], {
    quiet: true,
  });
  return Array.from(messages.matchAll(/"executable":"([^"]+\.wasm)"/g), ([, path = '']) => path);
}

/**
 * wasm-bindgen's runner serves the tests as a page, which Playwright opens. This needs no WebDriver, whose version would have to match
 * the browser's.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} module
 */
async function runModule(browser, module) {
  const server = start(toolPath('wasm-bindgen-test-runner'), [module], {
    NO_HEADLESS: '1',
    WASM_BINDGEN_TEST_ADDRESS: '127.0.0.1:0',
  });
  try {
    const page = await browser.newPage();
    await page.goto(await printedAddress(server));
    const output = page.locator('#output');
    await output.filter({ hasText: 'test result:' }).waitFor({ timeout: timeLimitMs });
    const report = (await output.textContent()) ?? '';
    printLine(report);
    return cargoTestCounts(report);
  } finally {
    end(server);
  }
}

/**
 * @param {ReturnType<typeof start>} server
 * @returns {Promise<string>}
 */
function printedAddress(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (/** @type {Buffer} */ text) => {
      output += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address) resolve(address);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server
      .once('error', reject)
      .once('close', () => reject(new Error(`The runner of the wasm tests ended:\n${output}`)));
  });
}
