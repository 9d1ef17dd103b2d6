import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

function sources(folder: string, extension: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith(extension)).map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

function found(texts: readonly string[], pattern: RegExp): string[] {
  return texts.flatMap((text) => Array.from(text.matchAll(pattern), ([, name = '']) => name));
}

/** The members of the web platform's dictionaries, which are the interfaces without a global value. */
function dictionaryMembers(): string[] {
  const text = readFileSync(join(root, 'node_modules/typescript/lib/lib.dom.d.ts'), 'utf8');
  const classes = new Set(found([text], /^declare var (\w+):/gm));
  const interfaces = Array.from(text.matchAll(/^interface (\w+)[^{]*\{\n([^}]*)^\}/gm));
  const dictionaries = interfaces.filter(([, name = '']) => !classes.has(name));
  return found(
    dictionaries.map(([, , body = '']) => body),
    /^ {4}(\w+)\??:/gm,
  );
}

/** The members of a property descriptor. */
const ofDescriptors = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable'];

/** Whether `Object.prototype` does not have this name yet. */
const isNew = (name: string): boolean => name !== '' && !(name in {});

function distinct(...names: readonly string[][]): string[] {
  return Array.from(new Set(names.flat())).filter(isNew).sort();
}

/** The names quoted in the Rust sources for the browser, including every member that they read or pass on. */
const ofRust = found([...sources('src/browser', '.rs'), ...sources('src/bindings', '.rs')], /"([A-Za-z_]\w*)"/g);

/** The members of inputs, options, configurations, outputs and errors, and other names that the TypeScript reads. */
const ofTypeScript = [
  ...found(sources('ts', '.ts'), /^ +(?:readonly )?(\w+)\??:/gm),
  ...found(sources('ts', '.ts'), /(?:memberOf|memberOfAny|readMember|hasOwn|global)\((?:[^()]*, )?'(\w+)'/g),
];

/** The members of objects passed to `fetch`, locks, listeners, decoders and the authenticator. */
const handedOver = [
  ...['method', 'headers', 'body', 'mode', 'credentials', 'cache', 'redirect', 'referrer', 'referrerPolicy'],
  ...['integrity', 'keepalive', 'duplex', 'priority', 'window', 'signal', 'ifAvailable', 'steal', 'once', 'passive'],
  ...['capture', 'stream', 'fatal', 'ignoreBOM', 'cause', 'publicKey', 'mediation', 'extensions', 'attestation'],
];

/** Names that no type has: those of the state shared between copies of the package, and of lists. */
const indices = ['0', '1', '2'];

/** Every name that the package reads or passes on. */
export const packageNames = distinct(ofRust, ofTypeScript, handedOver, ofDescriptors, indices);

/** The same, plus every name that the platform may read in the objects it gets. */
export const allNames = distinct(packageNames, dictionaryMembers());
