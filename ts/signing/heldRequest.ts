/**
 * Takes what is given at the time of the call, as `fetch` does. The code that signs is loaded after it, and the credentials may have to be
 * fetched, while the application goes on and may change its objects, or the address of the page.
 */
import { invalidInput } from '../errors/invalidInput.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { bodySnapshot } from '../platform/bodySnapshot.js';
import { ownMembers, readMember } from '../values/members.js';

/** An address as it is meant now. A `Request` stays as it is. */
const addressNow = (url: unknown): unknown => {
  const text = typeof url === 'string' ? url : readMember(url, 'href');
  return typeof text === 'string' ? absoluteAddress(text) : url;
};

/** A copy of an object's members. What is no object is refused later, and so are members of the wrong kind. */
function membersNow(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const copy = ownMembers(given) as { url?: unknown; headers?: unknown; body?: unknown };
  const { headers } = copy;
  copy.url = addressNow(copy.url);
  copy.body = bodySnapshot(copy.body);
  if (typeof headers === 'object' && headers !== null)
    copy.headers = Symbol.iterator in headers ? Array.from(headers as Iterable<unknown>) : ownMembers(headers);
  return copy;
}

/** The arguments of a call: objects with the members of a request, and before them its address if `hasAddress` says so. */
export function heldRequest(hasAddress: boolean, given: readonly unknown[]): unknown[] {
  try {
    return given.map((each, index) => (hasAddress && index === 0 ? addressNow(each) : membersNow(each)));
  } catch (reason) {
    throw invalidInput('the input cannot be read', reason);
  }
}
