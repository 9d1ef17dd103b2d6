/** The history of decisions in the tab's `sessionStorage`. Rust writes to it, too: `src/flow/store/history.rs`. */
import { memberOfAny } from '../values/members.js';
import type { DiagnosticDecision } from './diagnosticsTypes.js';

/** The maximum number of decisions. */
const most = 100;

/** The longest text of a decision that is read. Anybody can write to the storage. */
const longest = 64;

type Entry = readonly [milliseconds: number, decision: string, reason: string];

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= longest;

/** Whether a stored value is an entry, with a time that a date can hold. */
function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [milliseconds, ...texts] = value as readonly unknown[];
  return Number.isFinite(milliseconds) && Math.abs(Number(milliseconds)) <= 8.64e15 && texts.every(isText);
}

/** The tab's storage; `undefined` in workers and on servers. Throws where the page is denied it. */
function tabStorage(): Storage | undefined {
  return (globalThis as { readonly window?: { readonly sessionStorage?: Storage } }).window?.sessionStorage;
}

const keyOf = (clientId: string): string => `cognito-wasm.diagnostics.${clientId}`;

function entriesOf(clientId: string): readonly Entry[] {
  try {
    const stored: unknown = JSON.parse(tabStorage()?.getItem(keyOf(clientId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** The decisions about the sessions of an app client in this tab, the oldest first. */
export function historyOf(clientId: string): DiagnosticDecision[] {
  return entriesOf(clientId)
    .slice(-most)
    .map(([milliseconds, decision, reason]) => ({ time: new Date(milliseconds), decision, reason }));
}

/**
 * Adds a decision that was made in TypeScript. Does nothing where the storage does not work.
 *
 * @param cognito - The section of the configuration, with the app client's id.
 * @param decision - What was decided: a constant.
 * @param reason - Why: a constant, or the name of one of this package's errors. Never text from outside.
 */
export function note(cognito: object | undefined, decision: string, reason: string): void {
  const clientId = clientIdOf(cognito);
  if (clientId === '') return;
  const entries = [...entriesOf(clientId)];
  const [before, last] = entries.slice(-2);
  const isSame = (entry: Entry | undefined): boolean => entry?.[1] === decision && entry[2] === reason;
  // Of equal decisions in a row, the first and the last are kept.
  if (isSame(before) && isSame(last)) entries.pop();
  entries.push([Date.now(), decision, reason]);
  try {
    tabStorage()?.setItem(keyOf(clientId), JSON.stringify(entries.slice(-most)));
  } catch {
    // Without room for it, the earlier history stays.
  }
}

/** The app client's id in a section of the configuration; empty if there is none. */
export function clientIdOf(cognito: object | undefined): string {
  const clientId = memberOfAny(cognito, 'userPoolClientId');
  return typeof clientId === 'string' ? clientId : '';
}
