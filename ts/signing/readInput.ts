/** Reads the inputs of the functions that sign requests. */
import { AuthError } from '../errors/authError.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { reportException } from '../platform/log.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { ownMembers } from '../values/members.js';
import type { SigningDetails } from './signingTypes.js';

/** Reads an input. What its getters and proxies throw makes it an invalid one. */
export function reading<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (reason) {
    throw reason instanceof AuthError ? reason : invalidInput('the input cannot be read', reason);
  }
}

/** A member that is text, if it is given. */
export function textOf(input: unknown, name: string): string | undefined {
  const value = memberOf(input, name);
  if (value === undefined || typeof value === 'string') return value;
  throw invalidInput(`\`${name}\` is not text`);
}

/** Of these addresses, the page's makes no difference. */
const absolute = /^(?:https?|wss?):\/\//i;

/** The text of a URL, or of an object like `URL`. Relative ones are those of the page. */
export function addressOf(url: unknown): string {
  const text = typeof url === 'string' ? url : memberOf(url, 'href');
  if (typeof text !== 'string') throw invalidInput('`url` is not a URL');
  try {
    return new URL(absolute.test(text) ? text : absoluteAddress(text)).href;
  } catch (reason) {
    throw invalidInput('`url` is not a URL', reason);
  }
}

/** Names and values that \`Headers\` would leave as they are. */
const [plainName, plainValue] = [/^[\da-z-]+$/, /^[!-~]+(?: [!-~]+)*$/];

/** Headers that \`Headers\` would leave as they are. With it, reading them takes longer than signing them. */
function plainHeaders(given: object): [name: string, value: string][] | undefined {
  const own = ownMembers(given) as Readonly<Record<PropertyKey, unknown>>;
  const headers: [name: string, value: string][] = [];
  for (const name of Reflect.ownKeys(own)) {
    const value = own[name];
    if (typeof name !== 'string' || typeof value !== 'string' || !plainName.test(name) || !plainValue.test(value))
      return undefined;
    headers.push([name, value]);
  }
  return headers.sort(([first], [second]) => (first < second ? -1 : 1));
}

/** The headers, with names in lower case. */
export function headersOf(given: unknown): [name: string, value: string][] {
  if (given === undefined) return [];
  requireObject(given, '`headers`', true);
  try {
    const isList = Symbol.iterator in (given as object);
    const plain = isList ? undefined : plainHeaders(given as object);
    if (plain) return plain;
    const headers = new Headers(isList ? (given as HeadersInit) : ownMembers(given as Record<string, string>));
    return Array.from(headers as unknown as Iterable<[string, string]>);
  } catch (reason) {
    throw invalidInput('`headers` cannot be read', reason);
  }
}

/** Methods that `fetch` writes in upper case. It leaves others as they are. */
const upperCase = /^(delete|get|head|options|post|put)$/i;

/** The method as `fetch` sends it. */
export function methodOf(input: unknown): string {
  const method = textOf(input, 'method') ?? 'GET';
  return upperCase.test(method) ? method.toUpperCase() : method;
}

/** The time of a `Date`. */
export function timeOf(date: unknown): number | undefined {
  if (date === undefined) return undefined;
  const time = Object.prototype.toString.call(date) === '[object Date]' ? Number(date) : NaN;
  if (Number.isFinite(time)) return time;
  throw invalidInput('`date` is not a valid Date');
}

/** AWS credentials that the application gives. */
export function credentialsIn(input: unknown): AWSCredentials | undefined {
  const given = memberOf(input, 'credentials');
  if (given === undefined) return undefined;
  const [accessKeyId, secretAccessKey] = [textOf(given, 'accessKeyId'), textOf(given, 'secretAccessKey')];
  const sessionToken = textOf(given, 'sessionToken');
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw invalidInput('`credentials` are no AWS credentials: `accessKeyId` or `secretAccessKey` is missing');
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** The choice that a member makes among texts. */
export function choiceOf<Choice extends string>(
  input: unknown,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const [first] = choices;
  const value = memberOf(input, name) ?? first;
  const found = choices.find((choice) => choice === value);
  if (found) return found;
  throw invalidInput(`\`${name}\` is not ${choices.map((choice) => `"${choice}"`).join(' or ')}`);
}

/** What is called with the details of a signature. What it throws must not fail the call. */
export function listenerOf(input: unknown): ((details: SigningDetails) => void) | undefined {
  const listener = memberOf(input, 'onSigned');
  if (listener === undefined) return undefined;
  if (typeof listener !== 'function') throw invalidInput('`onSigned` is not a function');
  return (details) => {
    try {
      (listener as (details: SigningDetails) => void)(details);
    } catch (exception) {
      reportException('`onSigned` threw', exception);
    }
  };
}

/** Refuses what is no object. */
export function requireObject(input: unknown, name = 'the input', mayBeList = false): void {
  const isObject = typeof input === 'object' && input !== null;
  if (!isObject || (Array.isArray(input) && !mayBeList)) throw invalidInput(`${name} is not an object`);
}
