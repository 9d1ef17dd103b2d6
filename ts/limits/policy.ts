import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { SessionPolicyOptions } from '../types/sessionPolicy.js';

/** What an app wants, with the defaults. */
export interface Policy {
  readonly autoRefresh: boolean;
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly warnMs: number;
}

/** The longest time of a timer, and more than any session lasts. */
const longestMs = 10 * 365 * 24 * 3_600_000;

function limitIn(limits: unknown, name: string, shortest: number, fallback: number): number {
  const limit = memberOf(limits, name);
  if (limit === undefined) return fallback;
  if (typeof limit === 'number' && limit >= shortest && limit <= longestMs) return limit;
  const given = typeof limit === 'number' ? String(limit) : `a value of type ${typeof limit}`;
  const expected = `a number of milliseconds from ${String(shortest)} to ${String(longestMs)}`;
  throw invalidInput(`\`sessionLimits.${name}\` is ${given}, and not ${expected}`, undefined, 'configuration');
}

/**
 * Reads the options.
 *
 * @throws `AuthError` named `InvalidParameterException` that names the wrong one.
 */
export function policyOf(options: { readonly [Name in keyof SessionPolicyOptions]: unknown }): Policy {
  const { autoRefresh = false, sessionLimits } = options;
  if (typeof autoRefresh !== 'boolean')
    throw invalidInput('`autoRefresh` is neither true nor false', undefined, 'configuration');
  if (sessionLimits !== undefined && (typeof sessionLimits !== 'object' || sessionLimits === null))
    throw invalidInput('`sessionLimits` is not an object', undefined, 'configuration');
  return {
    autoRefresh,
    idleMs: limitIn(sessionLimits, 'idleMs', 1_000, Infinity),
    absoluteMs: limitIn(sessionLimits, 'absoluteMs', 1_000, Infinity),
    warnMs: limitIn(sessionLimits, 'warnMs', 0, 60_000),
  };
}
