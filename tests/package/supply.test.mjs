/** The packed package's licences and bill of materials. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { compiledCrates } from '../../scripts/pack/crates.mjs';
import { notices } from '../../scripts/pack/notices.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { App } from './app.mjs';

describe('the packed package', () => {
  /** @type {App} */
  let app;
  /** @type {import('../../scripts/pack/crates.mjs').Crate[]} */
  let crates;
  before(async () => {
    app = await App.create();
    crates = (await compiledCrates()).filter(({ source }) => source !== '');
  });
  after(() => app.remove());

  /** @param {string} name */
  const packed = (name) => readFile(app.path('node_modules/cognito-wasm', name), 'utf8');

  test('names every crate whose source the modules were compiled from', async () => {
    const names = crates.map(({ name }) => name);
    for (const name of ['wasm-bindgen', 'serde', 'sha2', 'zeroize', 'base64ct']) assert.ok(names.includes(name), name);
    // Tests, macros and build tools are not in a module.
    for (const name of ['proptest', 'crypto-bigint', 'syn', 'wasm-bindgen-macro'])
      assert.ok(!names.includes(name), name);
  });

  test('has a CycloneDX bill of materials with all of them', async () => {
    const text = await packed('sbom.cdx.json');
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    assert.equal(await validator.validate(text), null);
    assert.notEqual(await validator.validate(text.replace('"library"', '"book"')), null);
    const { components, dependencies, metadata } = JSON.parse(text);
    assert.deepEqual(
      components.map((/** @type {{ name: string, version: string }} */ { name, version }) => `${name} ${version}`),
      crates.map(({ id }) => id),
    );
    const known = new Set([metadata.component, ...components].map((component) => component['bom-ref']));
    for (const { ref, dependsOn } of dependencies)
      for (const name of [ref, ...dependsOn]) assert.ok(known.has(name), name);
    for (const { hashes } of components) assert.match(hashes[0].content, /^[0-9a-f]{64}$/);
  });

  test('contains no npm packages, which the bill of materials would have to list', async () => {
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(await packed('package.json'));
    assert.deepEqual([dependencies, optionalDependencies, peerDependencies], [undefined, undefined, undefined]);
  });

  test('has the licences of all of them', async () => {
    const text = await packed('THIRD-PARTY-NOTICES.txt');
    for (const { id, license } of crates) assert.ok(text.includes(`${id}: ${license}\n`), id);
    for (const phrase of [
      'Permission is hereby granted',
      'Apache License',
      'UNICODE LICENSE',
      'Rust standard library',
    ]) {
      assert.ok(text.toLowerCase().includes(phrase.toLowerCase()), phrase);
    }
  });

  test('cannot be made with a crate that has no licence text and is not under Apache-2.0', () => {
    const [crate] = crates;
    assert.ok(crate);
    const bare = { ...crate, license: 'MIT', folder: inRoot('api') };
    assert.throws(() => notices([bare]), /does not include its licence text/);
    assert.match(notices([{ ...bare, license: 'MIT OR Apache-2.0' }]), /Apache-2\.0/);
  });
});
