/**
 * The messages between a page and the worker. No message asks for the refresh token or the device's password, and no answer has
 * one: see `outgoing.ts`. Any script of the page can write to the worker, so the worker believes nothing that it has not checked.
 */
import { own } from '../configuration/given.js';
import type { OwnPlace } from '../storage/ownStorage.js';

/** The application's functions, by the names that they have in the host of the module. */
export const hookNames = [
  'secretHash',
  'tokens',
  'credentials',
  'clearCredentials',
  'headers',
  'clientMetadata',
] as const;

/** One of the application's functions. */
export type HookName = (typeof hookNames)[number];

/** What the worker asks a page: one of the application's functions, or a prompt for a passkey. */
export type Question = HookName | 'createPasskey' | 'getPasskey' | 'hasConditionalMediation';

/** What a page sends. */
export type Request =
  /** `life` is the name of the lock that the page holds: see `life.ts`. */
  | { readonly type: 'hello'; readonly life: unknown }
  | { readonly type: 'bye' }
  /** Asks whether the worker lives. */
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  | {
      readonly type: 'connect';
      readonly config: unknown;
      readonly place: OwnPlace;
      readonly limits: unknown;
      /** The functions that the application has. */
      readonly hooks: readonly HookName[];
    }
  | {
      readonly type: 'call';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
      /** Whether the application has a function for client metadata, which it may set at any time. */
      readonly hasMetadata: boolean;
    }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: unknown };

/** What the worker sends. */
export type Reply =
  | { readonly type: 'ready'; readonly version: string; readonly life: string }
  /** Asks whether the page lives. */
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  | { readonly type: 'connected'; readonly warnings: readonly string[] }
  | { readonly type: 'refused'; readonly error: unknown }
  | { readonly type: 'settled'; readonly id: number; readonly output?: unknown; readonly error?: unknown }
  /** `change` identifies the change; `crossTab` says that another page has made it. */
  | {
      readonly type: 'event';
      readonly event: string;
      readonly data?: unknown;
      readonly change: string;
      readonly crossTab: boolean;
    }
  /** What was decided about the session in a call of this page, and why, as in `diagnostics/history.ts`. */
  | { readonly type: 'decision'; readonly decision: string; readonly reason: string }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question; readonly input: unknown }
  | { readonly type: 'dropped'; readonly id: number };

const longestName = 64;

const isId = (value: unknown): value is number => Number.isSafeInteger(value);
const isPlace = (value: unknown): value is OwnPlace => value === 'local' || value === 'session' || value === 'memory';

/** Reads a message of a page; `undefined` if it is none of ours. Only own members count. */
export function readRequest(message: unknown): Request | undefined {
  const of = (name: string): unknown => own(message, name);
  const [type, id] = [of('type'), of('id')];
  if (type === 'hello') return { type, life: of('life') };
  if (type === 'bye' || type === 'ping' || type === 'pong') return { type };
  if (type === 'connect') {
    const [place, given] = [of('place'), of('hooks')];
    if (!isPlace(place) || !Array.isArray(given)) return undefined;
    return {
      type,
      config: of('config'),
      place,
      limits: of('limits'),
      hooks: hookNames.filter((name) => given.includes(name)),
    };
  }
  if (!isId(id)) return undefined;
  const name = of('name');
  if (type === 'call' && typeof name === 'string' && name.length <= longestName)
    return { type, id, name, input: of('input'), hasMetadata: of('hasMetadata') === true };
  if (type === 'abort') return { type, id };
  if (type === 'answer') return { type, id, value: of('value'), error: of('error') };
  return undefined;
}
