/** The demo has words for every decision of the diagnostics. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

/** @param {string} path */
const read = (path) => readFileSync(inRoot(path), 'utf8');

/** @type {{ decisionText: (made: { decision: string, reason: string }) => string }} */
const { decisionText } = await import(
  `data:text/javascript,${encodeURIComponent(
    ts.transpile(read('www/src/bad-day/decision-texts.ts'), {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    }),
  )}`
);

/** The decisions in the table of the documentation, with the reasons that it names. */
function documented() {
  const [, table = ''] = read('docs/sessions.md').split('| decision | reasons |');
  return table.split('\n').flatMap((line) => {
    const [, first = '', second = ''] = line.split('|');
    const [decisions, reasons] = [first, second].map((cell) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    return (decisions ?? []).map((decision) => ({ decision, reasons: reasons ?? [] }));
  });
}

/** Decisions whose reasons are names of flows, places or errors, which are told as they are. */
const isOpen = new Set(['signedIn', 'moved', 'failed', 'kept', 'notStored', 'notRevoked']);

/** Names of the API in that table, which are not reasons. */
const isOfApi = new Set(['forceRefresh', 'reason', 'sessionExpired', 'signedOut', 'InitiateAuth']);

/**
 * The reasons of an event, by the name of their type.
 *
 * @param {string} type
 */
function reasonsOf(type) {
  const [, union = ''] = new RegExp(`export type ${type} =([^;]+);`).exec(read('ts/hub/hubTypes.ts')) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
}

/** The decisions that the sources make. */
function made() {
  const calls = [...filesIn('src'), ...filesIn('ts')].flatMap((path) => [
    ...read(path).matchAll(/\bnote(?:_error)?\((?:\w+, )?["'](\w+)["'], /g),
  ]);
  return new Set(calls.map(([, name = '']) => name));
}

describe('the words of the demo for decisions', () => {
  const told = (/** @type {string} */ decision, reason = '503') => decisionText({ decision, reason });

  it('are there for every decision that the sources make', () => {
    assert.ok(made().size > 15, `only ${[...made()].join(', ')}`);
    for (const decision of made()) assert.ok(!told(decision).startsWith(`${decision}:`), decision);
  });

  it('are there for every decision and reason of the documentation', () => {
    assert.ok(documented().length > 15);
    for (const { decision, reasons } of documented())
      for (const reason of reasons.filter((name) => !isOfApi.has(name))) {
        const text = told(decision, reason);
        assert.match(text, /^[A-Z].*\.$/);
        assert.ok(isOpen.has(decision) || !text.endsWith(`: ${reason}.`), text);
      }
  });

  it('are there for every reason of the events', () => {
    const types = { signedOut: 'SignedOutReason', ended: 'SessionExpiredReason' };
    for (const [decision, type] of Object.entries(types)) {
      assert.ok(reasonsOf(type).length > 5, type);
      for (const reason of reasonsOf(type)) assert.ok(!told(decision, reason).endsWith(`: ${reason}.`), reason);
    }
  });

  it('name what they do not know', () => {
    assert.equal(told('invented', 'later'), 'invented: later.');
    assert.equal(
      told('kept', 'InternalErrorException'),
      'Kept the session: the request failed (InternalErrorException).',
    );
    assert.equal(told('constructor', 'x'), 'constructor: x.');
  });
});
