/** What leaves the worker: plain data, without what only the worker may know. */
import { AuthError } from '../errors/authError.js';
import { memberOfAny, ownMembers } from '../values/members.js';

/** Members that stay in the worker, wherever they are. */
const secret = /^(refresh_?token|random_?password(_?key)?|device_?password|client_?secret|secret_?hash)$/i;

const deepest = 32;

/** The members of an error that the page needs. */
const ofError = ['name', 'message', 'category', 'recoverySuggestion', 'retryable', 'metadata'] as const;

/** Whether an object has no class. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function ofClass(value: object, depth: number): unknown {
  const [name, message] = [memberOfAny(value, 'name'), memberOfAny(value, 'message')];
  if (typeof name !== 'string' || typeof message !== 'string') return undefined;
  // The engine's errors of syntax quote what could not be parsed, which may be a reply with tokens.
  if (!(value instanceof AuthError)) return { name, message: name === 'SyntaxError' ? '' : message };
  const members = ofError.map((member) => [member, outgoing(memberOfAny(value, member), depth)] as const);
  const known = Object.fromEntries(members.filter(([, member]) => member !== undefined));
  const cause = outgoing(value.underlyingError, depth);
  return cause === undefined ? known : { ...known, cause };
}

/**
 * Copies a value for the page: data, and errors as data. Anything else is left out.
 *
 * @param depth - How deep the value is in what is copied.
 */
export function outgoing(value: unknown, depth = 0): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return undefined;
  if (Array.isArray(value)) return value.map((item) => outgoing(item, depth + 1));
  if (!isPlain(value)) return ofClass(value, depth + 1);
  const members = Object.entries(value).filter(([name]) => !secret.test(name));
  return ownMembers(Object.fromEntries(members.map(([name, member]) => [name, outgoing(member, depth + 1)])));
}

/** The output of a public function, for the page. */
export function outgoingOutput(name: string, output: unknown): unknown {
  const copy = outgoing(output);
  const failed = name === 'signOut' ? memberOfAny(copy, 'revokeTokenError') : undefined;
  // The type of the output has the token.
  if (typeof failed === 'object' && failed !== null) Object.assign(failed, { refreshToken: '' });
  return copy;
}
