/** A folder that is removed after the test. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function folder(test) {
  const root = mkdtempSync(join(tmpdir(), 'cognito-wasm-'));
  test.after(() => rmSync(root, { recursive: true, force: true }));
  const at = (name) => join(root, name);
  return {
    root,
    at,
    has: (name) => existsSync(at(name)),
    read: (name) => readFileSync(at(name), 'utf8'),
    json: (name) => JSON.parse(readFileSync(at(name), 'utf8')),
    write: (name, text) => writeFileSync(at(name), text),
  };
}
