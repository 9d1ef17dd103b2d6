/**
 * Reads configurations, which may be any value: own members only, since whoever can write to one object's `__proto__` can add
 * members to every object in the page. The errors name the member.
 */
import type { AuthError } from '../errors/authError.js';
import { invalidInput } from '../errors/invalidInput.js';

/** An object under construction. */
export type Members = Record<string, unknown>;

/** No configuration has longer lists, but a sparse array can claim any length. */
const longestList = 100_000;

/** The error for a configuration. */
export function wrong(problem: string, reason?: unknown): AuthError {
  return invalidInput(problem, reason, 'configuration');
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a member is not there. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** An own member of any value. */
export function own(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Readonly<Members>)[name]
      : undefined;
  } catch (reason) {
    throw wrong(`\`${name}\` cannot be read`, reason);
  }
}

/** The member below a path of names. */
export function below(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(own, value);
}

function checked<Value>(
  value: unknown,
  name: string,
  kind: string,
  isRight: (value: unknown) => value is Value,
): Value | undefined {
  const member = own(value, name);
  if (isAbsent(member)) return undefined;
  if (isRight(member)) return member;
  throw wrong(`\`${name}\` is not ${kind}`);
}

/** A member that is text where it is there. */
export function text(value: unknown, name: string): string | undefined {
  return checked(value, name, 'text', (member) => typeof member === 'string');
}

/** A member that is `true` or `false` where it is there. */
export function flag(value: unknown, name: string): boolean | undefined {
  return checked(value, name, 'true or false', (member) => typeof member === 'boolean');
}

/** A member that is an object where it is there. */
export function section(value: unknown, name: string): object | undefined {
  return checked(value, name, 'an object', isObject);
}

/** A member that is a list where it is there. */
export function list(value: unknown, name: string): readonly unknown[] | undefined {
  return checked(
    value,
    name,
    'a list',
    (member): member is readonly unknown[] => Array.isArray(member) && member.length <= longestList,
  );
}

/** A member that is a list of text where it is there. */
export function texts(value: unknown, name: string): readonly string[] | undefined {
  const items = list(value, name);
  if (items?.some((item) => typeof item !== 'string')) throw wrong(`\`${name}\` is not a list of text`);
  return items as readonly string[] | undefined;
}

/** Members under other names, `{ new: old }`. Those that are not there are `undefined`. */
export function renamed(value: unknown, names: Readonly<Record<string, string>>): Members {
  return Object.fromEntries(Object.entries(names).map(([name, old]) => [name, own(value, old)]));
}

/** An object with a member for each item of a list. */
export function byName(items: readonly unknown[] | undefined, toMember: (item: unknown) => unknown): Members {
  return Object.fromEntries((items ?? []).map((item) => [String(own(item, 'name')), toMember(item)]));
}
