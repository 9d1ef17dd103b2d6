import { memberOfAny, readMember } from '../values/members.js';

/** `document.cookie`; empty where there is none, or the page may not read it. */
export function readDocumentCookies(): string {
  const text = memberOfAny(memberOfAny(globalThis, 'document'), 'cookie');
  return typeof text === 'string' ? text : '';
}

/**
 * Assigns to `document.cookie`. The browser may drop the cookie without saying so.
 *
 * @throws If there is no document, or what the browser throws.
 */
export function writeDocumentCookie(cookie: string): void {
  const page = readMember(globalThis, 'document') as { cookie: string } | undefined;
  if (!page) throw new ReferenceError('there is no document');
  page.cookie = cookie;
}
