/**
 * Takes what is given at the time of the call, as `fetch` does. The code that signs is loaded after it, and the credentials may have to be
 * fetched, while the application goes on and may change its objects, or the address of the page.
 */
import { invalidInput } from '../errors/invalidInput.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { bodySnapshot } from '../platform/bodySnapshot.js';
import { ownMembers, readMember } from '../values/members.js';

function held<Given>(given: Given, take: (given: Given & object) => unknown): Given {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  try {
    return take(given) as Given;
  } catch (reason) {
    throw invalidInput('the input cannot be read', reason);
  }
}

/** An address as it is meant now. A `Request` stays as it is. */
export function heldAddress<Given>(given: Given): Given {
  if (typeof given === 'string') return absoluteAddress(given) as Given;
  return held(given, (url) => {
    const text = readMember(url, 'href');
    return typeof text === 'string' ? absoluteAddress(text) : url;
  });
}

/** A copy of the members of an input. What is no object is refused later, and so are members of the wrong kind. */
export function heldRequest<Given>(given: Given): Given {
  return held(given, (input) => {
    const copy = ownMembers(input) as { url?: unknown; headers?: unknown; body?: unknown };
    if (copy.url !== undefined) copy.url = heldAddress(copy.url);
    if (copy.body !== undefined) copy.body = bodySnapshot(copy.body);
    const { headers } = copy;
    if (typeof headers === 'object' && headers !== null)
      copy.headers = Symbol.iterator in headers ? Array.from(headers as Iterable<unknown>) : ownMembers(headers);
    return copy;
  });
}
