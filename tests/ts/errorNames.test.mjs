/** Compares the types of error names with the places where errors get their names. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const read = (path) => readFileSync(inRoot(path), 'utf8');
const found = (text, pattern) => Array.from(text.matchAll(pattern), ([, name]) => name);
const sorted = (names) => [...new Set(names)].sort();

const types = read('ts/errors/errorNames.ts');
const union = (name) => found(new RegExp(`type ${name} =([^;]+);`).exec(types)[1], /'(\w+)'/g);
const sources = filesIn('ts').filter((path) => path.endsWith('.ts'));

describe('the types of error names', () => {
  test('list each name once, in alphabetical order', () => {
    for (const names of [union('LibraryErrorName'), union('ServiceErrorName')]) {
      assert.deepEqual(
        names,
        [...new Set(names)].sort((a, b) => a.localeCompare(b)),
      );
    }
  });

  test('have exactly the names of src/error/names.rs and ts/ for the package', () => {
    const table = read('src/error/names.rs');
    const inRust = found(table, /^ {4}[A-Z_0-9]+ = "(\w+)"/gm);
    const code = sources.map((path) => read(path).replaceAll(/^\s*(?:\/\*)?\*.*$/gm, '')).join('\n');
    const inTypeScript = found(code, /\b(?:name: |name = |(?:plugin|context)Error\()'([A-Z]\w+)'/g);
    assert.ok(inRust.length > 50 && inTypeScript.length > 10);
    assert.deepEqual(sorted(union('LibraryErrorName')), sorted([...inRust, ...inTypeScript]));
  });

  test('have the names that the AWS SDK documents for the operations that are called', () => {
    const operations = found(read('src/cognito/operation.rs'), /"([A-Z]\w+)"/g).map(
      (name) => `node_modules/@aws-sdk/client-cognito-identity-provider/dist-types/commands/${name}Command.d.ts`,
    );
    const declarations = operations.flatMap(filesIn);
    assert.ok(declarations.length > 25, 'the SDK knows the operations');
    const documented = declarations.flatMap((path) => found(read(path), /@throws \{@link (\w+Exception)\}/g));
    const known = new Set([...union('ServiceErrorName'), 'CognitoIdentityProviderServiceException']);
    assert.deepEqual(sorted(documented.filter((name) => !known.has(name))), []);
  });

  test('have every name in the documentation of a function', () => {
    const known = new Set([...union('LibraryErrorName'), ...union('ServiceErrorName')]);
    const promised = sources.flatMap((path) =>
      found(read(path), /^ \* (?:- |@throws `AuthError` named )(`[^:]+`)(?::|;| )/gm).flatMap((names) =>
        found(names, /`([A-Z]\w+)`/g),
      ),
    );
    assert.ok(promised.length > 80);
    assert.deepEqual(sorted(promised.filter((name) => !known.has(name))), []);
  });
});
