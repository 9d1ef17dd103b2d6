/** The glance against the built module, in a page as far as Node has one. `tests/browser/glance.spec.ts` does the same in Chromium. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { AuthError, HubClass } from '../../dist/index.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { readyWasm } from '../../dist/loader/readyWasm.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { toSession } from '../../dist/session/toSession.js';
import { caseOf } from '../glance/cases.mjs';
import { compareAll } from '../glance/compare.mjs';
import { faults } from '../glance/faults.mjs';
import { keptFaults } from '../glance/keptCredentials.mjs';
import { pageAround, refuseRequests } from '../glance/page.mjs';
import { enterWindow, Storage } from './fakeStorage.mjs';

const first = 1;
const count = 3_500;

describe('the glance', () => {
  const { fetch } = globalThis;
  const { warn } = console;
  let leave;
  let result;

  before(async () => {
    refuseRequests();
    // Configurations that the module has not read, and those with a secret.
    console.warn = () => {};
    const localStorage = new Storage();
    const sessionStorage = new Storage();
    leave = enterWindow({ localStorage, sessionStorage, location: { search: '' } });
    const page = pageAround({ local: localStorage, session: sessionStorage }, (search) =>
      Object.assign(globalThis.location, { search }),
    );
    await readyWasm();
    const seeds = Array.from({ length: count }, (_, index) => first + index);
    result = await compareAll(
      { AuthError, AuthInstance, HubClass, sessionFunctions, toSession, readyWasm },
      page,
      caseOf,
      seeds,
    );
  });

  after(() => {
    Object.assign(globalThis, { fetch });
    Object.assign(console, { warn });
    leave();
  });

  it('answers as the module does, wherever it answers', () => {
    assert.equal(result.faults.join('\n\n'), '');
  });

  it('has been asked in cases of every kind', () => {
    const kinds = [...Object.keys(faults), ...Object.keys(keptFaults).map((kind) => `kept credentials: ${kind}`)];
    assert.deepEqual(
      kinds.filter((kind) => !(result.glances[kind]?.[1] > 3)),
      [],
    );
  });

  it('answers for whole sessions, for empty storages, and in a third of all cases', () => {
    const all = Object.values(result.glances);
    const total = (index) => all.reduce((sum, counts) => sum + counts[index], 0);
    assert.equal(total(1), count);
    assert.ok(total(0) > count / 3, `${total(0)} of ${count}`);
    for (const kind of ['a whole session', 'an empty storage', 'leftovers of a session', 'signed in, module started'])
      assert.equal(...result.glances[kind], kind);
    for (const kind of ['stale is fine: long expired', 'stale is fine: one millisecond too late'])
      assert.ok(result.glances[kind][0] > 3, kind);
  });
});
