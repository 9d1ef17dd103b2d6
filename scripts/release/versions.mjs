/** The version in every file that names it. All packages and crates of the project have the same. */

/** The files, from the root, and how each names the version. */
const files = {
  'package.json': manifest,
  'local/package.json': manifest,
  'cli/package.json': manifest,
  'package-lock.json': npmLock,
  'examples/package-lock.json': npmLock,
  'Cargo.toml': cargo,
  'relaxed/Cargo.toml': cargo,
  'signing/Cargo.toml': cargo,
  'Cargo.lock': cargoLock,
  'examples/rust/Cargo.lock': cargoLock,
  'tests/crate/Cargo.lock': cargoLock,
  'README.md': addresses,
  'cli/README.md': addresses,
  'local/README.md': addresses,
  'docs/environments.md': addresses,
  'docs/sessions.md': addresses,
  'docs/testing.md': addresses,
};

/** The paths of these files. */
export const versionedFiles = Object.keys(files);

/**
 * @param {string} path of one of these files
 * @param {string} text its contents
 * @param {string} from the version that it has
 * @param {string} to the version that it gets
 */
export const withVersion = (path, text, from, to) =>
  from === to ? text : files[/** @type {keyof typeof files} */ (path)](text, from, to);

/**
 * @param {string} a
 * @param {string} b
 * @returns {boolean} whether `a` is a lower version than `b`; both are three numbers
 */
export function isLower(a, b) {
  const [first, second] = [a, b].map((version) => version.split('.').map(Number));
  const index = (first ?? []).findIndex((part, at) => part !== second?.[at]);
  return index >= 0 && (first?.[index] ?? 0) < (second?.[index] ?? 0);
}

/** @param {string} version */
export const isVersion = (version) => /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/.test(version);

/** @param {string} text @param {string} from @param {string} to */
function manifest(text, from, to) {
  return text
    .replace(`"version": "${from}"`, `"version": "${to}"`)
    .replaceAll(`"cognito-wasm-local": "${from}"`, `"cognito-wasm-local": "${to}"`);
}

/** Where the project's own packages are in a lock file: of the project, or of the examples, which install them. */
const ownPackage = /^(?:|local|cli|node_modules\/cognito-wasm(?:-local|-cli)?)$/;

/** @param {string} text @param {string} from @param {string} to */
function npmLock(text, from, to) {
  const lock = JSON.parse(text);
  if (lock.version === from) lock.version = to;
  for (const [path, found] of Object.entries(lock.packages)) {
    if (!ownPackage.test(path)) continue;
    if (found.version === from) found.version = to;
    if (found.dependencies?.['cognito-wasm-local'] === from) found.dependencies['cognito-wasm-local'] = to;
  }
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** @param {string} text @param {string} from @param {string} to */
function cargo(text, from, to) {
  return text.replace(`\nversion = "${from}"\n`, `\nversion = "${to}"\n`);
}

/** @param {string} text @param {string} from @param {string} to */
function cargoLock(text, from, to) {
  return text.replaceAll(/name = "(cognito-wasm(?:-\w+)?)"\nversion = "(.+)"\n/g, (whole, name, version) =>
    version === from ? `name = "${name}"\nversion = "${to}"\n` : whole,
  );
}

/** Tarballs, addresses at a CDN, and what `diagnostics` prints. @param {string} text @param {string} from @param {string} to */
function addresses(text, from, to) {
  return text
    .replaceAll(`cognito-wasm@${from}/`, `cognito-wasm@${to}/`)
    .replaceAll(`// cognito-wasm ${from}\n`, `// cognito-wasm ${to}\n`)
    .replaceAll(/(cognito-wasm(?:-\w+)?)-(\d+\.\d+\.\d+)\.tgz/g, (whole, name, version) =>
      version === from ? `${name}-${to}.tgz` : whole,
    );
}
