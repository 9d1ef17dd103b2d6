/**
 * Reads configurations, which may be any value: own members only, since whoever can write to one object's `__proto__` can add
 * members to every object in the page.
 *
 * This is in the first file that a page loads, so few things are checked one by one: what fails is reported with the name of the
 * member that was read last.
 */
import { AuthError } from '../errors/authError.js';
import { invalidInput } from '../errors/invalidInput.js';

/** An object under construction. */
export type Members = Record<string, unknown>;

/** No configuration has longer lists, but a sparse array can claim any length. */
const longestList = 100_000;

let latest = '';

/** The error for a configuration. */
export function wrong(problem: string, reason?: unknown): AuthError {
  return invalidInput(problem, reason, 'configuration');
}

/** Runs a conversion, which is not asynchronous. What it throws becomes an error that names the member that was read last. */
export function reading<Result>(work: () => Result): Result {
  latest = '';
  try {
    return work();
  } catch (reason) {
    if (reason instanceof AuthError) throw reason;
    throw wrong(`${latest ? `\`${latest}\`` : 'the configuration'} is of the wrong kind or cannot be read`, reason);
  }
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
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Members>)[name]
    : undefined;
}

function checked(isRight: boolean): void {
  if (!isRight) throw new TypeError();
}

/** The same, for a conversion. */
export function read(value: unknown, name: string): unknown {
  latest = name;
  const member = own(value, name);
  checked(!Array.isArray(member) || member.length <= longestList);
  return member;
}

/** A member that has to be text where it is there. */
export function text(value: unknown, name: string): string {
  const member = read(value, name) ?? '';
  checked(typeof member === 'string');
  return member as string;
}

/** A member that has to be an object where it is there. */
export function section(value: unknown, name: string): object | undefined {
  const member = read(value, name) ?? undefined;
  checked(member === undefined || isObject(member));
  return member;
}

/** `aPoolId` as `a_pool_id`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Reads members under other names. Those that are not there are `undefined`.
 *
 * @param names - The new names with a blank between them, or `new=old`.
 * @param prefix - If given, the old names begin with it, and the others are the new ones in snake case.
 */
export function taken(value: unknown, names: string, prefix?: string): Members {
  const entry = (pair: string): readonly [string, unknown] => {
    const [name = '', old = prefix === undefined ? name : snake(name)] = pair.split('=');
    return [name, read(value, (prefix ?? '') + old)];
  };
  return Object.fromEntries(names.split(' ').map(entry));
}

/** An object with a member for each item of a list. */
export function byName(items: unknown, toMember: (item: unknown) => unknown): Members {
  return Object.fromEntries((items as unknown[]).map((item) => [String(own(item, 'name')), toMember(item)]));
}
